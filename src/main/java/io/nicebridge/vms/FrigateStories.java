package io.nicebridge.vms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nicebridge.mark.Box;
import io.nicebridge.mark.Item;
import io.nicebridge.vms.FrigateObject.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that Frigate tracks at present. Bounded: of what is forgotten the next message makes a
 * further version.
 */
public final class FrigateStories {
  private static final int MOST = 10_000;

  /** Nothing is in a picture for longer without a message. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Cache<String, Told> stories =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(LONGEST).build();

  /**
   * How a thing of Frigate's is told in NICE.
   *
   * @param nodeId of its camera
   * @param frame of the detect stream
   * @param item label to type and name of a type of one's own
   * @param event from the zones that were entered
   * @param media where its pictures can be had; empty where nobody may know
   */
  public record Teller(
      String nodeId,
      Optional<Box.Frame> frame,
      Function<String, Item> item,
      Function<Set<String>, String> event,
      String media) {}

  /** The last message, and what was made of it: it may come twice. */
  private static final class Told {
    private final FrigateStory story = new FrigateStory();
    private @Nullable FrigateObject last;
    private byte @Nullable [] mark;
  }

  /**
   * What a message makes.
   *
   * @return a SceneMark with a version more than the last; empty where it says nothing new
   */
  public synchronized Optional<byte[]> hear(FrigateObject now, Instant time, Teller teller) {
    Told told = stories.get(teller.nodeId() + "\n" + now.id(), id -> new Told());
    byte[] mark = told.mark;
    if (now.equals(told.last) && mark != null) {
      return Optional.of(Arrays.copyOf(mark, mark.length));
    }
    if (!told.story.isNews(now)) {
      return Optional.empty();
    }
    byte[] next = told.story.tell(now, time, now.phase() == Phase.NEW, teller);
    told.last = now;
    told.mark = next;
    return Optional.of(Arrays.copyOf(next, next.length));
  }
}
