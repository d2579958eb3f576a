/** SceneMarks: what a Node says that it saw (NICE Data Specification, SceneMark 1.0 and 1.1). */
@NullMarked
package io.nicebridge.mark;

import org.jspecify.annotations.NullMarked;
