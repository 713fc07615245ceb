import { FileTree, type EmittedFile } from './file-tree';
import { ownershipOf } from './ownership';
import type { ProjectView } from './project-view';
import { createTemplateEngine, type TemplateEngine } from './template-engine';
import { readLayer, readPartials, type LayerFile } from './template-layers';

const perWorker = '[worker]';

/**
 * Renders the layers of a project.
 *
 * @throws SpillwayError `path-collision` when two layers emit a path, `broken-template` when a template asks for what the
 * view does not hold
 */
export function renderProject(layers: readonly string[], view: ProjectView): FileTree {
  const engine = createTemplateEngine(readPartials());
  const files = layers.flatMap(readLayer).flatMap((file) => [...emit(file, view, engine)]);
  return FileTree.of(files);
}

function* emit(file: LayerFile, view: ProjectView, engine: TemplateEngine): Generator<EmittedFile> {
  const render = (model: object) =>
    file.isTemplate ? engine.render({ name: file.source, text: file.text }, model) : file.text;
  if (!file.path.includes(perWorker)) {
    yield { path: file.path, contents: render(view), ownership: ownershipOf(file.path) };
    return;
  }
  for (const worker of view.workers) {
    const path = file.path.replace(perWorker, worker.name);
    yield { path, contents: render({ ...view, worker }), ownership: ownershipOf(path) };
  }
}
