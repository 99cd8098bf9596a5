import type { Message } from '@bufbuild/protobuf';
import { tooManyItems } from './count-limits.ts';
import type { FieldPlan, MessagePlan } from './message-plan.ts';

/**
 * The number of elements in all lists and maps of a message.
 *
 * @throws ConnectError FIELD_INVALID for a list over its limit, before its elements are read
 */
export function countItems(plan: MessagePlan, message: Message): number {
  let items = 0;
  for (const field of plan.lists) {
    const value = elementsOf(field, message);
    if (value === undefined) continue;
    if (field.maxItems === undefined) {
      items += countItems(field.child!, value as Message);
      continue;
    }
    const elements = field.isMap ? Object.values(value) : (value as readonly unknown[]);
    if (elements.length > field.maxItems) throw tooManyItems(field);
    items += elements.length;
    if (field.child === undefined || field.child.lists.length === 0) continue;
    for (const element of elements) items += countItems(field.child, element as Message);
  }
  return items;
}

function elementsOf({ localName, oneofName }: FieldPlan, message: Message): object | undefined {
  if (oneofName === undefined) return (message as unknown as Record<string, object | undefined>)[localName];
  const oneof = (message as unknown as Record<string, { case?: string; value?: object }>)[oneofName];
  return oneof?.case === localName ? oneof.value : undefined;
}
