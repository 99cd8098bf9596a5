import { type Measured, stored } from '../measured/measured.ts';
import { type Plan, plannedSize } from './assumptions.ts';
import { costsOf } from './costs.ts';
import { reachedLimits } from './limits.ts';
import { capacityOf } from './model.ts';
import { capacityPage } from './page.ts';
import { capacityPlot } from './plot.ts';

/** The page and the plot of a plan. */
export function capacityPages(plan: Plan = plannedSize, measured: Measured = stored) {
  const costs = costsOf(measured);
  const limits = reachedLimits(plan, costs);
  return {
    page: () => capacityPage({ plan, costs, capacity: capacityOf(plan, costs), limits, measured }),
    plot: () => capacityPlot(plan, costs, limits),
  };
}
