package io.nicebridge.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * By what a change of a file is seen without reading it. The real file's, behind links: a mounted
 * secret is swapped by turning a link.
 */
record FileStamp(FileTime modified, long size, String fileKey) {
  static final FileStamp NONE = new FileStamp(FileTime.fromMillis(0), -1, "");

  static FileStamp of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
    } catch (IOException e) {
      return NONE;
    }
  }
}
