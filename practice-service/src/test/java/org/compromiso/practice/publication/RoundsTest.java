package org.compromiso.practice.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.compromiso.platform.json.Body;
import org.compromiso.practice.PracticeFixtures;
import org.compromiso.practice.form.PracticeForm;

/** Whatever is done to a practice in whatever order: what holds of its rounds and editions. */
class RoundsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final PracticeForm FORM =
            Body.read(PracticeFixtures.completePractice(), PracticeForm.class).valid();

    enum Move {
        CHANGE,
        SUBMIT,
        APPROVE,
        RETURN,
        REJECT,
        DISCARD
    }

    @Property(tries = 500)
    void editions_stay_and_submission_numbers_are_never_used_again(@ForAll @Size(max = 30) List<Move> moves) {
        var practice = Practice.draft(1, PracticeFixtures.QUILMES, null, false, NOW);
        var rounds = new TreeMap<Integer, PracticeRound>();
        rounds.put(1, PracticeRound.draft(practice.reference, 1, FORM));
        Set<Integer> submitted = new HashSet<>();
        for (var move : moves) {
            var before = practice.state;
            var published = practice.publishedRound;
            var editions = practice.edition;
            if (!allowed(practice, move)) {
                assertThrows(IllegalStateException.class, () -> apply(practice, rounds, move));
                assertEquals(before, practice.state);
                continue;
            }
            apply(practice, rounds, move);
            if (move == Move.SUBMIT) {
                assertTrue(submitted.add(practice.submission), "a submission number was used twice");
                assertTrue(practice.awaits(practice.submission));
            }
            var newest = rounds.get(practice.round);
            assertNotNull(newest);
            assertEquals(rounds.lastKey(), practice.round);
            assertEquals(newest.state, practice.state);
            assertEquals(editions + (move == Move.APPROVE ? 1 : 0), practice.edition);
            assertEquals(move == Move.APPROVE ? practice.round : published, practice.publishedRound);
            if (practice.isPublic()) {
                assertEquals(practice.edition, rounds.get(practice.publishedRound).edition);
                assertEquals(RoundState.APPROVED, rounds.get(practice.publishedRound).state);
            }
        }
    }

    private static boolean allowed(Practice practice, Move move) {
        var editable = practice.state == RoundState.DRAFT || practice.state == RoundState.RETURNED;
        return switch (move) {
            case CHANGE -> editable || practice.edition > 0 && practice.state != RoundState.SUBMITTED;
            case SUBMIT -> editable;
            case DISCARD -> editable && practice.edition > 0;
            default -> practice.state == RoundState.SUBMITTED;
        };
    }

    private static void apply(Practice practice, TreeMap<Integer, PracticeRound> rounds, Move move) {
        var newest = rounds.get(practice.round);
        switch (move) {
            case CHANGE -> {
                var written = practice.write(newest, FORM, NOW);
                rounds.put(written.round, written);
            }
            case SUBMIT -> {
                var handedIn = practice.submit(newest, NOW);
                rounds.put(handedIn.round, handedIn);
            }
            case APPROVE -> practice.approve(newest, NOW);
            case RETURN -> practice.sendBack(newest, NOW);
            case REJECT -> practice.reject(newest, NOW);
            case DISCARD -> {
                practice.discard(NOW);
                rounds.tailMap(practice.round, false).clear();
            }
        }
    }
}
