package io.nicebridge;

/**
 * A setting that the bridge knows.
 *
 * @param meaning what it is, for whoever is told that it is missing
 */
record Key(String name, Form<?> form, Need need, String meaning) {
  /** Whether the key may be left out. */
  enum Need {
    /** The default is in the application.properties that is shipped. */
    SHIPPED,
    OPTIONAL,
    /** No default can be right. */
    REQUIRED
  }

  /** The last part of the names of the fields that brokers have. */
  Key named(String fullName) {
    return new Key(fullName, form, need, meaning);
  }

  boolean isSecret() {
    return form.equals(Form.SECRET);
  }
}
