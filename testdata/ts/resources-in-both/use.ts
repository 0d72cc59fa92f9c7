import type { Exports, Imports, painter, shapes } from './expected/w.js';

export function run(component: Exports, ours: shapes.Shape, theirs: shapes.ExportedShape): void {
  const scene: painter.Scene | undefined = component.painter.paint(theirs);
  if (scene) component.shapes.draw(scene, { id: 1 });
  component.shapes.draw({ shapes: [theirs.merge(theirs)], id: 1 }, { id: 2 });
  ours.sides();
  // @ts-expect-error: a shape of the host is none of the component
  component.painter.paint(ours);
  // @ts-expect-error: nor inside a record
  component.shapes.draw({ shapes: [ours], id: 1 }, { id: 2 });
}

export const watcher: Imports['watcher'] = {
  seen(it: shapes.Shape) {
    // @ts-expect-error: a shape of the component is none of the host
    const wrong: shapes.ExportedShape = it;
    void wrong;
  },
};
