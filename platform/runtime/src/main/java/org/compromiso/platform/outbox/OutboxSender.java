package org.compromiso.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.compromiso.platform.trace.TraceContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** One round of the relay: read, send, wait for the broker, mark. No transaction is open while the broker is asked. */
@ApplicationScoped
class OutboxSender {

    private static final Logger LOG = Logger.getLogger(OutboxSender.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int AT_ONCE = 500;

    /**
     * Of every subject its oldest unsent event, unless that one is parked or waits to be tried again. Written so that an
     * index finds the oldest whatever the planner believes: right after Kafka was away, or everything is to be sent again,
     * its statistics say that nothing is unsent, and for "not exists an earlier one" it would read all for each.
     */
    static final String NEXT = """
            select o.position, o.id, o.topic, o.key, o.subject, o.sequence, o.type, o.time, o.value::text as value, o.traceparent,
              o.attempts
            from outbox o
            where o.sent_at is null and o.parked_at is null and o.next_try_at <= now()
              and o.sequence <= (
                select min(oldest.sequence) from outbox oldest
                where oldest.sent_at is null and oldest.topic = o.topic and oldest.subject = o.subject)
            order by o.position
            limit $1
            """;

    private static final String MARK = """
            update outbox set sent_at = now(), partition = sent.partition, "offset" = sent.at, last_error = null
            from unnest($1::bigint[], $2::int[], $3::bigint[]) as sent(position, partition, at)
            where outbox.position = sent.position
            """;

    /** A row that Kafka won't have waits longer each time; while Kafka is away no row is to blame. */
    private static final String FAILED = """
            update outbox set last_error = $2,
              attempts = attempts + case when $3 then 1 else 0 end,
              next_try_at = now() + case when $3 then least(60, power(2, least(attempts, 6))) else 1 end * interval '1 second',
              parked_at = case when $3 and attempts + 1 >= $4 then now() end
            where position = $1
            """;

    private final OutboxProducer producer;
    private final String source;
    private final int tries;
    private final MeterRegistry meters;

    OutboxSender(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String source,
            @ConfigProperty(name = "compromiso.outbox.tries") int tries,
            MeterRegistry meters) {
        this.producer = new OutboxProducer(kafka, source + "-outbox");
        this.source = source;
        this.tries = tries;
        this.meters = meters;
    }

    /** Sends at most one event of each subject; returns how many were tried. */
    int sendNext(Pool pool) {
        var rows = pool.preparedQuery(NEXT).execute(Tuple.of(AT_ONCE)).await().atMost(PATIENCE);
        if (rows.size() == 0) {
            return 0;
        }
        record OnItsWay(Row row, Future<RecordMetadata> acknowledgement) {}
        var sent = new ArrayList<OnItsWay>(rows.size());
        for (var row : rows) {
            var acknowledgement = producer.send(record(row));
            sent.add(new OnItsWay(row, acknowledgement));
            if (acknowledgement.isDone()) {
                // Refused before it left: Kafka may be away, and each of the others would wait for it in turn.
                break;
            }
        }
        var positions = new ArrayList<Long>();
        var partitions = new ArrayList<Integer>();
        var offsets = new ArrayList<Long>();
        record Refused(Row row, Throwable cause) {}
        var refused = new ArrayList<Refused>();
        for (var each : sent) {
            try {
                var acknowledged = each.acknowledgement().get();
                positions.add(each.row().getLong("position"));
                partitions.add(acknowledged.partition());
                offsets.add(acknowledged.offset());
            } catch (ExecutionException e) {
                refused.add(new Refused(each.row(), e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        // First what was sent: else trouble with the others would send it again.
        mark(pool, positions, partitions, offsets);
        refused.forEach(each -> failed(pool, each.row(), each.cause()));
        if (!refused.isEmpty()) {
            // A producer that has failed may be past recovery: the next round has a new one.
            close();
        }
        return sent.size();
    }

    private void mark(Pool pool, List<Long> positions, List<Integer> partitions, List<Long> offsets) {
        if (positions.isEmpty()) {
            return;
        }
        pool.preparedQuery(MARK)
                .execute(Tuple.of(
                        positions.toArray(Long[]::new),
                        partitions.toArray(Integer[]::new),
                        offsets.toArray(Long[]::new)))
                .await()
                .atMost(PATIENCE);
        meters.counter("compromiso.outbox.sent").increment(positions.size());
    }

    private void failed(Pool pool, Row row, Throwable cause) {
        // What may go well later is tried for ever; what can't (too large, say) is parked after a while. An exception
        // that is no answer of the broker's is the producer's own.
        var hopeless = cause instanceof ApiException && !(cause instanceof RetriableException);
        LOG.warnf("Event %s of %s was not sent: %s", row.getUUID("id"), row.getString("subject"), cause);
        meters.counter("compromiso.outbox.failed").increment();
        pool.preparedQuery(FAILED)
                .execute(Tuple.of(row.getLong("position"), cause.toString(), hopeless, tries))
                .await()
                .atMost(PATIENCE);
    }

    private ProducerRecord<String, String> record(Row row) {
        var record = new ProducerRecord<>(row.getString("topic"), row.getString("key"), row.getString("value"));
        var type = row.getString("type");
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", row.getUUID("id").toString());
        header(record, "ce_source", "/" + source);
        header(record, "ce_type", type);
        header(record, "ce_time", DateTimeFormatter.ISO_INSTANT.format(row.getOffsetDateTime("time")));
        header(record, "ce_dataschema", "urn:compromiso:event:" + type);
        header(record, "ce_subject", row.getString("subject"));
        header(record, "ce_sequence", Long.toString(row.getLong("sequence")));
        header(record, "content-type", "application/json");
        if (row.getString("traceparent") != null) {
            header(record, TraceContext.HEADER, row.getString("traceparent"));
        }
        return record;
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    void close() {
        producer.close();
    }
}
