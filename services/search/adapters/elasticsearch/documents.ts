import type { RebuildableIndex } from '../../../../platform/elasticsearch/rebuildable-index.ts';
import type { Documents } from '../../ports.ts';

/** @param fieldsOf a document as it is sent */
export function documentsOf<D extends { readonly id: string }>(
  index: RebuildableIndex,
  fieldsOf: (document: D) => object,
): Documents<D> {
  const writesOf = (documents: readonly D[]) =>
    documents.map((document) => ({ id: document.id, document: fieldsOf(document) }));
  return {
    put: (documents) => index.write(writesOf(documents)),
    remove: (ids) => index.write(ids.map((id) => ({ id }))),
    fill: (rebuildId, documents) => index.fill(rebuildId, writesOf(documents)),
    count: index.count,
    beginRebuild: index.beginRebuild,
    finishRebuild: index.finishRebuild,
  };
}
