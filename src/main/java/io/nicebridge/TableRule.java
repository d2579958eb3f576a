package io.nicebridge;

import java.util.List;

/** Checks a bean of the route files that holds a table, without starting anything. */
public interface TableRule {
  /** The name of the bean that this is about. */
  String bean();

  /** Whether some route file must declare it. */
  default boolean required() {
    return false;
  }

  /** What is wrong with it; {@link Bean.Property#lineAt} knows where a row stands. */
  List<Fault> faults(Bean bean);

  /** What is not wrong with it, and still worth a look; only of a table without faults. */
  default List<Fault> remarks(Bean bean) {
    return List.of();
  }
}
