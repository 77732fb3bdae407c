package org.compromiso.dashboard.columns;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
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

    /** For the OpenAPI document. */
    public static final String AGE = "There if it is not known whether the figures are still true, as while a rebuilt"
            + " generation is loaded: for how many seconds";

    private static final long ROOM_BYTES = 16L << 20;
    private static final int AN_ENTRY = 500;

    /** Of memory per character of a question: it is kept as well, and can be larger than its answer. */
    private static final int A_CHARACTER = 4;

    private final LiveColumns live;
    private final PastColumns past;
    private final PublicAnswer answer;
    private final KeptAnswers byAddress;
    private final Counting counting;
    private final AsyncCache<Key, WrittenAnswer> kept = Caffeine.newBuilder()
            .maximumWeight(ROOM_BYTES)
            .weigher((Key key, WrittenAnswer written) -> weight(key.question(), written))
            .buildAsync();

    /** @param question equal for requests that mean the same */
    private record Key(Object question, LocalDate asOf, Moment moment) {}

    Aggregates(LiveColumns live, PastColumns past, PublicAnswer answer, KeptAnswers byAddress, Counting counting) {
        this.live = live;
        this.past = past;
        this.answer = answer;
        this.byAddress = byAddress;
        this.counting = counting;
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
        return answer(question, asOf, today, answer::write, reading);
    }

    /**
     * The same for an answer that is written in its own way.
     *
     * @param writing makes what is given of what was read
     */
    public Uni<WrittenAnswer> answer(
            Object question,
            LocalDate asOf,
            LocalDate today,
            Function<Object, WrittenAnswer> writing,
            Function<Columns, Object> reading) {
        var columns = live.current();
        var moment = Moment.of(today, columns);
        var key = new Key(question, asOf, moment);
        if (asOf.equals(today)) {
            return given(key, () -> counting.off(() -> writing.apply(columns.read(reading))));
        }
        return given(key, () -> past.read(asOf, reading.andThen(writing)));
    }

    /** An answer that is read from the tables; kept like the others. */
    public Uni<WrittenAnswer> answer(Object question, LocalDate today, Supplier<? extends Uni<?>> reading) {
        var key = new Key(question, today, Moment.of(today, live.current()));
        return given(key, () -> reading.get().<WrittenAnswer>map(answer::write).subscribeAsCompletionStage());
    }

    static int weight(Object question, WrittenAnswer written) {
        return AN_ENTRY + A_CHARACTER * question.toString().length() + written.bytes().length;
    }

    private Uni<WrittenAnswer> given(Key key, Supplier<CompletableFuture<WrittenAnswer>> reading) {
        // Now: whoever waits for the same answer is told by the request that asked first.
        var asked = byAddress.asked();
        return Uni.createFrom()
                .completionStage(kept.get(key, (k, executor) -> reading.get()))
                .invoke(written -> asked.ifPresent(by -> byAddress.keep(by, key.moment(), written)))
                .map(written -> written.ofAge(live.age()));
    }
}
