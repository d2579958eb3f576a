package io.nicebridge.mark;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that was seen: a member of DetectedObjects.
 *
 * @param type NICEItemType
 * @param customType CustomItemType, empty where there is none
 * @param id ItemID, empty where there is none
 * @param probability from 0 to 1; what is outside was no probability, and is none here
 */
public record Item(
    String type, String customType, String id, OptionalDouble probability, Optional<Box> box) {
  /** What it is, as people say it. */
  public String name() {
    return type.equals(Vocabulary.CUSTOM) && !customType.isEmpty() ? customType : type;
  }
}
