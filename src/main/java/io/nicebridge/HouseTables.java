package io.nicebridge;

import io.nicebridge.mqtt.BrokerSettings;
import io.nicebridge.step.BridgedDevices;
import io.nicebridge.step.CallOutcomes;
import io.nicebridge.step.Cameras;
import io.nicebridge.step.Destination;
import io.nicebridge.step.Destinations;
import io.nicebridge.step.ErrorTable;
import io.nicebridge.step.Overlaps;
import io.nicebridge.step.SignalingPairs;
import io.nicebridge.step.Table;
import io.nicebridge.step.VirtualDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What must hold for the tables that stand in route files: each table's own class reads it, as it
 * would at a start, and destinations name brokers that exist.
 */
final class HouseTables {
  private static final String TABLE = "table";
  private static final Set<String> REQUIRED = Set.of(Destinations.NAME, ErrorTable.NAME);

  private HouseTables() {}

  static List<TableRule> rules(Set<String> brokers) {
    return List.of(
        rule(Destinations.NAME, table -> destinations(table, brokers), HouseTables::overlaps),
        rule(BridgedDevices.NAME, table -> bridged(table, brokers), table -> List.of()),
        rule(SignalingPairs.NAME, HouseTables::signalingPairs, table -> List.of()),
        rule(Cameras.NAME, HouseTables::cameras, table -> List.of()),
        rule(VirtualDevices.NAME, HouseTables::devices, table -> List.of()),
        rule(CallOutcomes.NAME, HouseTables::outcomes, table -> List.of()),
        rule(ErrorTable.NAME, HouseTables::errors, table -> List.of()));
  }

  private static TableRule rule(
      String bean,
      Function<Bean.Property, List<Fault>> reader,
      Function<Bean.Property, List<Fault>> remarks) {
    return new TableRule() {
      @Override
      public String bean() {
        return bean;
      }

      @Override
      public boolean required() {
        return REQUIRED.contains(bean);
      }

      @Override
      public List<Fault> faults(Bean found) {
        Bean.Property table = found.properties().get(TABLE);
        return table == null
            ? List.of(Fault.at(found.place(), "the bean [%s] must have a table".formatted(bean)))
            : reader.apply(table);
      }

      @Override
      public List<Fault> remarks(Bean found) {
        Bean.Property table = found.properties().get(TABLE);
        return table == null ? List.of() : remarks.apply(table);
      }
    };
  }

  private static List<Fault> errors(Bean.Property table) {
    return read(table, () -> new ErrorTable().setTable(table.value()));
  }

  private static List<Fault> cameras(Bean.Property table) {
    return read(table, () -> new Cameras().setTable(table.value()));
  }

  private static List<Fault> devices(Bean.Property table) {
    return read(table, () -> new VirtualDevices().setTable(table.value()));
  }

  private static List<Fault> outcomes(Bean.Property table) {
    return read(table, () -> new CallOutcomes().setTable(table.value()));
  }

  private static List<Fault> signalingPairs(Bean.Property table) {
    return read(table, () -> new SignalingPairs().setTable(table.value()));
  }

  private static List<Fault> destinations(Bean.Property table, Set<String> brokers) {
    List<Fault> faults =
        new ArrayList<>(read(table, () -> new Destinations().setTable(table.value())));
    if (faults.isEmpty()) {
      for (Table.Row row : Table.rows(table.value())) {
        Destination where = Destinations.destination(row);
        if (where.scheme().equals("mqtt") && !brokers.contains(where.authority())) {
          faults.add(Fault.at(table.lineAt(row.line()), BrokerSettings.missing(where.authority())));
        }
      }
    }
    if (faults.isEmpty()) {
      Overlaps.of(Table.rows(table.value())).stream()
          .filter(Overlaps.Remark::shadowed)
          .map(remark -> Fault.at(table.lineAt(remark.row().line()), remark.sentence()))
          .forEach(faults::add);
    }
    return faults;
  }

  private static List<Fault> bridged(Bean.Property table, Set<String> brokers) {
    List<Fault> faults =
        new ArrayList<>(read(table, () -> new BridgedDevices().setTable(table.value())));
    if (faults.isEmpty()) {
      Table.rows(table.value()).stream()
          .filter(row -> !brokers.contains(BridgedDevices.broker(row)))
          .map(
              row ->
                  Fault.at(
                      table.lineAt(row.line()), BrokerSettings.missing(BridgedDevices.broker(row))))
          .forEach(faults::add);
    }
    return faults;
  }

  private static List<Fault> overlaps(Bean.Property table) {
    return Overlaps.of(Table.rows(table.value())).stream()
        .map(r -> Fault.at(table.lineAt(r.row().line()), "note: " + r.sentence()))
        .toList();
  }

  private static List<Fault> read(Bean.Property table, Runnable reader) {
    try {
      reader.run();
      return List.of();
    } catch (Table.BadRow bad) {
      return List.of(Fault.at(table.lineAt(bad.line()), String.valueOf(bad.getMessage())));
    } catch (IllegalArgumentException bad) {
      return List.of(Fault.at(table.lineAt(1), String.valueOf(bad.getMessage())));
    }
  }
}
