package org.compromiso.dashboard.projection;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.compromiso.platform.inbox.EventFormat;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;

/** The read models of the service, and what they make of a record. */
@ApplicationScoped
class ReadModels {

    private final List<ReadModel> models;

    ReadModels(@All List<ReadModel> models) {
        this.models = models;
    }

    /** Empty for a type that no model reads; throws {@link PoisonException}. */
    Optional<Fact> read(IncomingEvent event) {
        return models.stream()
                .filter(model -> model.reads(event.type()))
                .findFirst()
                .map(model -> model.read(event));
    }

    Entry read(ConsumerRecord<String, byte[]> record) {
        try {
            return new Entry(record, read(EventFormat.read(record)), null);
        } catch (PoisonException e) {
            return new Entry(record, Optional.empty(), e);
        }
    }

    ReadModel modelOf(String type) {
        return models.stream().filter(model -> model.reads(type)).findFirst().orElseThrow();
    }

    List<ReadModel.StateTable> tables() {
        return models.stream().flatMap(model -> model.table().stream()).toList();
    }

    /** Every table that has rows of a generation. */
    List<String> tablesOfAGeneration() {
        var names = new ArrayList<>(List.of("position", "history"));
        tables().forEach(table -> names.add(table.name()));
        return names;
    }

    /**
     * A record and what was made of it.
     *
     * @param fact empty for poison and for types that nobody reads
     * @param poison why it never can be applied; null if it can
     */
    record Entry(ConsumerRecord<String, byte[]> record, Optional<Fact> fact, Exception poison) {
        Entry poisonedBy(Exception cause) {
            return new Entry(record, Optional.empty(), cause);
        }
    }
}
