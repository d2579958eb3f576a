package io.nicebridge.step;

import io.nicebridge.mqtt.DataKeeper;
import io.nicebridge.mqtt.DataTopics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The routes of one generation that take data by MQTT: one for each broker at most. */
public final class DataFeeds {
  private final Map<String, DataFeed> byBroker = new ConcurrentHashMap<>();

  void add(DataFeed feed) {
    DataFeed other = byBroker.putIfAbsent(feed.broker(), feed);
    if (other != null && !other.equals(feed)) {
      throw new IllegalStateException(
          "data by broker [%s] must be one route's, was two routes'".formatted(feed.broker()));
    }
  }

  void remove(DataFeed feed) {
    byBroker.remove(feed.broker(), feed);
  }

  /** Whoever takes what comes by a broker, if anybody does. */
  public Optional<DataKeeper> keeper(String broker) {
    return Optional.ofNullable(byBroker.get(broker)).map(DataFeed::keeper);
  }

  /** From now on data comes to these routes, and by no other broker. */
  public void takeOver(Map<String, DataTopics> brokers) {
    brokers.forEach(
        (broker, topics) -> {
          Optional<DataFeed> feed = Optional.ofNullable(byBroker.get(broker));
          topics.serve(
              feed.map(DataFeed::subscription), feed.map(DataFeed::keeper).orElse(DataFeed.NOBODY));
        });
  }
}
