package org.compromiso.dashboard.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.compromiso.dashboard.projection.ReadModels.Entry;

/**
 * What lies in the topics, a batch at a time and understood. While one batch is written, the next is fetched and
 * understood in a thread of its own, since neither needs the other; at most one is held ahead. All of Kafka's consumer
 * happens in that thread.
 */
final class Batches implements AutoCloseable {

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private final TopicReader reader;
    private final ReadModels models;
    private final long watchNanos;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "projection-reader");
        named.setDaemon(true);
        return named;
    });
    private Positions begin;
    private long verified;
    private Future<List<Entry>> ahead;

    Batches(TopicReader reader, ReadModels models, Duration watch) {
        this.reader = reader;
        this.models = models;
        this.watchNanos = watch.toNanos();
    }

    /** Goes to where a generation has stopped, see {@link TopicReader#seek}. */
    Positions seek(Positions stored) {
        return await(thread.submit(() -> {
            begin = reader.seek(stored);
            verified = System.nanoTime();
            return begin;
        }));
    }

    /** Waits a little for records if there are none; may be empty. */
    List<Entry> next(Duration wait) {
        var batch = ahead == null ? thread.submit(read(wait)) : ahead;
        ahead = null;
        var entries = await(batch);
        if (!entries.isEmpty()) {
            ahead = thread.submit(read(wait));
        }
        return entries;
    }

    Map<TopicPartition, Long> beginnings() {
        return await(thread.submit(reader::beginnings));
    }

    Map<TopicPartition, Long> ends() {
        return await(thread.submit(reader::ends));
    }

    private Callable<List<Entry>> read(Duration wait) {
        return () -> {
            var records = reader.poll(wait);
            if (!records.isEmpty() || System.nanoTime() - verified > watchNanos) {
                reader.verify(begin);
                verified = System.nanoTime();
            }
            var entries = new ArrayList<Entry>(records.count());
            records.forEach(record -> entries.add(models.read(record)));
            return entries;
        };
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    /** A read in progress ends by itself; nobody waits long for it. */
    @Override
    public void close() {
        var closed = thread.submit(reader::close);
        thread.shutdown();
        try {
            closed.get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            // Kafka is away: the thread closes it when it has given up waiting.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
