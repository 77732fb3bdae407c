package org.compromiso.dashboard.columns;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.http.WrittenAnswer;

/**
 * Answers over all pledges, each written once and given until the next change or midnight. The clock and the change
 * number are part of what an answer is kept under, so nothing has to be thrown away in time; what was not asked for
 * lately goes when the room is needed.
 */
@ApplicationScoped
public class Aggregates {

    private static final long ROOM_BYTES = 16L << 20;
    private static final int AN_ENTRY = 500;

    /** Of memory per character of a question: it is kept as well, and can be larger than its answer. */
    private static final int A_CHARACTER = 4;

    private final LiveColumns live;
    private final PastColumns past;
    private final PublicAnswer answer;
    private final Vertx vertx;
    private final AsyncCache<Key, WrittenAnswer> kept = Caffeine.newBuilder()
            .maximumWeight(ROOM_BYTES)
            .weigher((Key key, WrittenAnswer written) -> weight(key.question(), written))
            .buildAsync();

    /**
     * @param question equal for requests that mean the same
     * @param load of the columns, which the change number belongs to
     */
    private record Key(Object question, LocalDate asOf, LocalDate today, long load, long changeNumber) {}

    Aggregates(LiveColumns live, PastColumns past, PublicAnswer answer, Vertx vertx) {
        this.live = live;
        this.past = past;
        this.answer = answer;
        this.vertx = vertx;
    }

    /**
     * An answer that is read from the columns.
     *
     * @param question a record that is equal for requests that mean the same
     * @param asOf today, or a day gone by
     * @param reading makes the answer; what it returns must not hold on to the columns
     */
    public Uni<WrittenAnswer> answer(
            Object question, LocalDate asOf, LocalDate today, Function<Columns, Object> reading) {
        var columns = live.current();
        var key = key(question, asOf, today, columns);
        if (asOf.equals(today)) {
            return given(key, () -> aside(() -> answer.write(columns.read(reading))));
        }
        return given(
                key,
                () -> past.read(asOf, key.load(), key.changeNumber(), reading).thenApply(answer::write));
    }

    /** An answer that is read from the tables; kept like the others. */
    public Uni<WrittenAnswer> answer(Object question, LocalDate today, Supplier<? extends Uni<?>> reading) {
        var key = key(question, today, today, live.current());
        return given(key, () -> reading.get().map(answer::write).subscribeAsCompletionStage());
    }

    static int weight(Object question, WrittenAnswer written) {
        return AN_ENTRY + A_CHARACTER * question.toString().length() + written.bytes().length;
    }

    private static Key key(Object question, LocalDate asOf, LocalDate today, Columns columns) {
        return new Key(question, asOf, today, columns.load(), columns.changeNumber());
    }

    private Uni<WrittenAnswer> given(Key key, Supplier<CompletableFuture<WrittenAnswer>> reading) {
        return Uni.createFrom().completionStage(kept.get(key, (k, executor) -> reading.get()));
    }

    /** Off the event loop: a scan of a million rows takes its time, and so does writing a hundred thousand groups. */
    private CompletableFuture<WrittenAnswer> aside(Supplier<WrittenAnswer> work) {
        return vertx.executeBlocking(work::get, false).toCompletionStage().toCompletableFuture();
    }
}
