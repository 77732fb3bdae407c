package org.compromiso.pledge.life;

import static io.restassured.RestAssured.given;
import static org.compromiso.pledge.life.Register.ILO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.pledge.MovableClock;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of whatever can be asked of a pledge, in any state, driven against the service and the model:
 * answers, states, compliance and history must be the same. jqwik makes the sequences; it runs within the Quarkus test
 * because the service does.
 */
@QuarkusTest
@WithTestResource(LocalServices.class)
class RandomLivesTest {

    private static final int LIVES = Integer.getInteger("compromiso.test.lives", 30);
    private static final LocalDate BEGIN = LocalDate.of(2026, 12, 5);
    private static final List<String> STATES =
            List.of("not-started", "in-progress", "partly-fulfilled", "fulfilled", "not-fulfilled");
    private static final List<String> VERDICTS =
            List.of("no-evidence", "not-started", "limited", "substantial", "complete");

    /** Something that is asked of the service and the model alike; the model's answer comes back. */
    private interface Step {
        String take(Life life);
    }

    private record Named(String name, Step step) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Inject
    Register register;

    @Inject
    MovableClock clock;

    @AfterEach
    void today() {
        clock.reset();
    }

    @Test
    void the_service_does_what_the_model_says() {
        JqwikSession.run(() -> {
            var seed = Long.getLong("compromiso.test.seed", System.nanoTime());
            var lives = steps().list().ofMinSize(3).ofMaxSize(14).generator(1000, true);
            var random = new Random(seed);
            for (int i = 0; i < LIVES; i++) {
                live(lives.next(random).value(), "seed " + seed + ", life " + i);
            }
        });
    }

    private void live(List<Named> steps, String which) {
        clock.goTo(BEGIN);
        var life = new Life(new PledgeModel(BEGIN));
        var taken = new ArrayList<Named>();
        for (var step : steps) {
            taken.add(step);
            life.check(step.step(), which + ": " + taken);
            if (life.model.gone) {
                return;
            }
        }
        life.checkHistory(which + ": " + taken);
    }

    private final class Life {
        private final PledgeModel model;
        private final String reference;
        private String other;

        Life(PledgeModel model) {
            this.model = model;
            var form = PledgeFixtures.completePledge();
            ((ObjectNode) form.path("goals").path(0)).put("due", PledgeModel.GOAL_DUE.toString());
            reference = register.create(ILO, form).path("reference").toString();
        }

        void check(Step step, String which) {
            var answer = step.take(this);
            if (answer != null && !"".equals(answer)) {
                throw new AssertionError(which + " answered " + answer);
            }
            if (model.gone) {
                assertEquals(404, register.read(ILO, reference).statusCode(), which);
                return;
            }
            var view = register.read(ILO, reference).jsonPath();
            assertEquals(
                    List.of(model.registration, model.submission, (int) model.version, model.endsOn.toString()),
                    List.of(
                            view.getString("registration"),
                            view.getInt("submission"),
                            view.getInt("version"),
                            view.getString("endsOn")),
                    which);
            if (model.isPublic()) {
                assertEquals(
                        List.of(
                                model.headline(),
                                model.isDue(),
                                model.isOverdue(),
                                model.isSilent(),
                                model.timesMoved()),
                        List.of(
                                view.getString("compliance.headline"),
                                view.getBoolean("compliance.due"),
                                view.getBoolean("compliance.overdue"),
                                view.getBoolean("compliance.silent"),
                                view.getInt("timesMoved")),
                        which);
            }
            assertEquals(
                    model.isPublic() ? 200 : 404,
                    given().get("/api/pledges/" + reference).statusCode(),
                    which);
        }

        void checkHistory(String which) {
            if (!model.isPublic()) {
                return;
            }
            List<Map<String, Object>> items =
                    register.history(reference).jsonPath().getList("items");
            var told = new ArrayList<String>();
            for (int i = items.size() - 1; i >= 0; i--) {
                var event = items.get(i).get("event").toString();
                var what = (Map<?, ?>) items.get(i).get("what");
                told.add(
                        event.equals("PledgeAssessed")
                                ? event + (Boolean.TRUE.equals(what.get("applied")) ? " applied" : " late")
                                : event);
            }
            assertEquals(model.history, told, which);
        }

        /** Says what is not as expected; nothing if all is well. The service is asked before the model. */
        private String same(Supplier<String> model, Response answer) {
            var expected = model.get();
            var status = Integer.toString(answer.statusCode());
            String got;
            if (answer.statusCode() < 400) {
                got = status;
            } else if (answer.statusCode() == 422) {
                got = status + " " + answer.path("errors[0].code");
            } else {
                got = status + " " + answer.path("type").toString().replaceFirst(".*:", "");
            }
            return got.equals(expected) ? "" : got + " instead of " + expected;
        }

        private String another() {
            if (other == null) {
                clock.goTo(BEGIN);
                other = register.registered();
                clock.goTo(model.today);
            }
            return other;
        }
    }

    private Arbitrary<Named> steps() {
        var days = Arbitraries.integers().between(-60, 500);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        2,
                        named(
                                "change",
                                life -> life.same(
                                        life.model::change,
                                        given().auth()
                                                .oauth2(ILO)
                                                .contentType("application/merge-patch+json")
                                                .header("If-Match", version(life))
                                                .body("{\"title\":\"Title %d\"}".formatted(life.model.version))
                                                .patch("/api/pledges/" + life.reference)))),
                Tuple.of(
                        6,
                        named(
                                "submit",
                                life -> life.same(
                                        life.model::submit, register.post(ILO, life.reference, "submission", "{}")))),
                Tuple.of(
                        8,
                        Combinators.combine(
                                        Arbitraries.integers().between(0, 5),
                                        Arbitraries.frequency(
                                                Tuple.of(6, "accepted"),
                                                Tuple.of(2, "returned"),
                                                Tuple.of(1, "rejected")))
                                .as((old, outcome) ->
                                        new Named("screened " + outcome + (old == 5 ? " old" : ""), life -> {
                                            var decided = life.model.submission - (old == 5 ? 1 : 0);
                                            register.screen(life.reference, decided, outcome);
                                            life.model.screened(decided, outcome);
                                            return "";
                                        }))),
                Tuple.of(
                        5,
                        days.map(by -> new Named("amend by " + by, life -> {
                            var to = life.model.endsOn.plusDays(by);
                            return life.same(() -> life.model.amend(to), register.amend(life.reference, to));
                        }))),
                Tuple.of(
                        6,
                        Combinators.combine(
                                        Arbitraries.of(STATES),
                                        Arbitraries.of(true, false),
                                        Arbitraries.integers().between(-9, 1))
                                .as((state, closing, on) ->
                                        new Named("report " + state + (closing ? " closing " : " ") + on, life -> {
                                            var day = life.model.today.plusDays(on);
                                            return life.same(
                                                    () -> life.model.report(day, state, closing),
                                                    register.report(ILO, life.reference, day, state, closing));
                                        }))),
                Tuple.of(
                        6,
                        Combinators.combine(
                                        Arbitraries.of(VERDICTS),
                                        Arbitraries.integers().between(1, 4),
                                        Arbitraries.integers().between(-100, 0))
                                .as((verdict, number, on) ->
                                        new Named("assessed " + number + " " + verdict + " " + on, life -> {
                                            var day = life.model.today.plusDays(on);
                                            register.assess(life.reference, number, verdict, day);
                                            life.model.assessed(number, verdict, day);
                                            return "";
                                        }))),
                Tuple.of(
                        6,
                        Arbitraries.integers()
                                .between(0, 250)
                                .map(more -> new Named("wait " + more, life -> {
                                    life.model.today = life.model.today.plusDays(more);
                                    clock.goTo(life.model.today);
                                    return "";
                                }))),
                Tuple.of(
                        1,
                        named(
                                "withdraw",
                                life -> life.same(
                                        life.model::withdraw,
                                        register.post(ILO, life.reference, "withdrawal", "{\"reason\":\"The end\"}")))),
                Tuple.of(
                        1,
                        Arbitraries.of(true, false)
                                .map(another -> new Named(
                                        "supersede " + another,
                                        life -> life.same(
                                                () -> life.model.supersede(another),
                                                register.post(
                                                        ILO,
                                                        life.reference,
                                                        "supersession",
                                                        "{\"by\":\"%s\",\"reason\":\"A wider one\"}"
                                                                .formatted(
                                                                        another ? life.another() : life.reference)))))),
                Tuple.of(
                        1,
                        named(
                                "delete",
                                life -> life.same(
                                        life.model::delete,
                                        given().auth()
                                                .oauth2(ILO)
                                                .header("If-Match", version(life))
                                                .delete("/api/pledges/" + life.reference)))),
                Tuple.of(
                        1,
                        named(
                                "stale",
                                life -> life.same(
                                        () -> "412 changed-meanwhile",
                                        given().auth()
                                                .oauth2(ILO)
                                                .contentType("application/json")
                                                .header("If-Match", "\"999\"")
                                                .body("{\"reason\":\"Too late\"}")
                                                .post("/api/pledges/" + life.reference + "/withdrawal")))));
    }

    private static String version(Life life) {
        return "\"" + life.model.version + "\"";
    }

    private static Arbitrary<Named> named(String name, Step step) {
        return Arbitraries.just(new Named(name, step));
    }
}
