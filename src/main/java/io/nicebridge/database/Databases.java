package io.nicebridge.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The databases of the settings, each a pool of connections. Nothing connects before the first sink
 * asks: the bridge starts while a database is away.
 */
public final class Databases implements AutoCloseable {
  /** What the pool itself allows at least. */
  private static final long LEAST_WAIT_MS = 250;

  private final Map<String, HikariDataSource> pools = new LinkedHashMap<>();

  public Databases(List<DatabaseSettings> all, MeterRegistry meters) {
    all.forEach(settings -> pools.put(settings.name(), pool(settings, meters)));
  }

  private static HikariDataSource pool(DatabaseSettings settings, MeterRegistry meters) {
    // Made without a configuration, it is filled when it is first asked.
    HikariDataSource pool = new HikariDataSource();
    long wait = Math.max(LEAST_WAIT_MS, settings.connectTimeout().toMillis());
    pool.setPoolName(settings.name());
    pool.setJdbcUrl(settings.url());
    settings.username().ifPresent(pool::setUsername);
    settings.password().ifPresent(pool::setPassword);
    pool.setMaximumPoolSize(settings.connections());
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(wait);
    pool.setValidationTimeout(wait);
    pool.setInitializationFailTimeout(-1);
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    driver(pool, settings);
    return pool;
  }

  private static void driver(HikariConfig pool, DatabaseSettings settings) {
    pool.addDataSourceProperty("connectTimeout", seconds(settings.connectTimeout()));
    pool.addDataSourceProperty("loginTimeout", seconds(settings.connectTimeout()));
    pool.addDataSourceProperty("socketTimeout", seconds(settings.timeout()));
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("ApplicationName", "nice-bridge");
    // The detail quotes the row that was refused.
    pool.addDataSourceProperty("logServerErrorDetail", "false");
  }

  /** The driver counts whole seconds, and takes 0 for ever. */
  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, (duration.toMillis() + 999) / 1000));
  }

  /** Stands in for a database in routes that are made and never started. */
  public static DataSource nowhere() {
    return new PGSimpleDataSource();
  }

  /** By the names of the settings. */
  public Map<String, DataSource> byName() {
    return Map.copyOf(pools);
  }

  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
  }
}
