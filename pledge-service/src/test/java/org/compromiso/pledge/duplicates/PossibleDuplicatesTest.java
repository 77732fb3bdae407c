package org.compromiso.pledge.duplicates;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.compromiso.platform.identity.EntityName;
import org.compromiso.platform.testing.LocalServices;
import org.compromiso.platform.testing.Tokens;
import org.compromiso.pledge.PledgeFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as perhaps the same promise, who is told, and what finding it costs. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class PossibleDuplicatesTest {

    @Inject
    DataSource database;

    /** The threshold: what is and what is not very similar. */
    @ParameterizedTest(name = "{0}: {1} / {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "true | Fair recruitment for migrant workers | fair RECRUITMENT for migrant workers",
                "true | Fair recruitment for migrant workers | Fair recrutment for migrant workers",
                "true | Fair recruitment for migrant workers | Migrant workers: fair recruitment",
                "true | Fair recruitment for migrant workers | Fair recruitment of migrant workers",
                "true | Nutrition centres for Venezuelan children | Nutrition centers for Venezuelan children",
                "true | Inclusive access to health care | Inclusive acess to helth care",
                "true | Formación de inspectores laborales | Formacion de inspectores laborales",
                "true | Formación de inspectores laborales | INSPECTORES LABORALES: FORMACIÓN",
                "true | Accès aux soins de santé | Accès au soin de santé",
                "true | Return and reintegration | Reintegration and return of migrants",
                "true | Welcoming Week | Welcoming Weak",
                "true | Справедливый наём трудящихся-мигрантов | Справедливый найм трудящихся мигрантов",
                "true | تدريب مفتشي العمل على التوظيف العادل | تدريب مفتشى العمل على التوظيف العادل",
                "true | 移民工人公平招聘计划 | 移民工人公平招聘方案",
                "false | Fair recruitment for migrant workers | Health care for migrant workers",
                "false | Inclusive access to health care | Inclusive access to education",
                "false | Plan A | Plan B",
                "false | Справедливый наём трудящихся | Доступ к образованию",
                "false | 移民工人公平招聘计划 | 移民儿童教育计划",
                "false | تدريب مفتشي العمل | الوصول إلى الخدمات الصحية",
            })
    void titles_are_compared_whatever_accents_case_order_and_slips(boolean similar, String one, String other) {
        var entity = "Entity " + UUID.randomUUID();
        var first = reference(draft(entity, entity, one));

        var second = draft(entity, entity, other);

        second.body("possibleDuplicates.reference", similar ? equalTo(List.of(first)) : equalTo(List.of()));
        if (similar) {
            second.body("possibleDuplicates[0].title", equalTo(one));
        }
    }

    @Test
    void only_pledges_of_the_same_entity_are_pointed_out() {
        var owner = "Secretaría " + UUID.randomUUID();
        var first = reference(draft(owner, owner, "Fair recruitment"));

        draft(owner, "  " + owner.toUpperCase().replace(" ", "   ") + " ", "Fair recruitment")
                .body("possibleDuplicates.reference", equalTo(List.of(first)));
        draft(owner, "Another entity", "Fair recruitment").body("possibleDuplicates.size()", equalTo(0));
    }

    @Test
    void drafts_of_others_are_not_pointed_out_and_their_public_pledges_are() throws SQLException {
        var entity = "Entity " + UUID.randomUUID();
        var hidden = reference(draft("Owner one of " + entity, entity, "Fair recruitment"));
        var registered = reference(draft("Owner one of " + entity, entity, "Fair recruitment 2027"));
        execute("""
                update pledge set registration = 'registered', registered_on = current_date,
                  deadlines = '{"all":[{"since":"2026-11-21","endsOn":"2027-12-31"}]}'
                where reference = '%s'""".formatted(registered));

        draft("Owner two of " + entity, entity, "Fair recruitment 2027")
                .body("possibleDuplicates.reference", equalTo(List.of(registered)))
                .body("possibleDuplicates.reference", not(hasItem(hidden)));
    }

    @Test
    void a_changed_title_is_looked_at_anew_and_never_finds_itself() {
        var entity = "Entity " + UUID.randomUUID();
        var first = reference(draft(entity, entity, "Fair recruitment for migrant workers"));
        var second = reference(
                draft(entity, entity, "Something else altogether").body("possibleDuplicates.size()", equalTo(0)));

        given().auth()
                .oauth2(Tokens.pledger("pledger", entity))
                .contentType("application/merge-patch+json")
                .header("If-Match", "\"0\"")
                .body("{\"title\":\"Fair recruitment of migrant workers\"}")
                .patch("/api/pledges/" + second)
                .then()
                .statusCode(200)
                .body("possibleDuplicates.reference", equalTo(List.of(first)));
        given().auth()
                .oauth2(Tokens.pledger("pledger", entity))
                .get("/api/pledges/" + first)
                .then()
                .body("possibleDuplicates.reference", equalTo(List.of(second)));
    }

    @Test
    void at_most_five_are_shown_the_most_similar_first() {
        var entity = "Entity " + UUID.randomUUID();
        var best = reference(draft(entity, entity, "Fair recruitment for migrant workers"));
        for (int i = 0; i < 6; i++) {
            draft(entity, entity, "Fair recruitment for migrant workers in region " + i);
        }

        draft(entity, entity, "Fair recruitment for migrant workers")
                .body("possibleDuplicates.size()", equalTo(5))
                .body("possibleDuplicates[0].reference", equalTo(best));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Perú – MIGRACIONES", "  A \t B\u00a0 C ", "ＩＬＯ", "STRASSE straße ΣΑΣ", "МИД России", "移民局"})
    void the_database_compares_entities_as_the_platform_does(String name) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select comparable_entity(?)")) {
            query.setString(1, name);
            var row = query.executeQuery();
            row.next();
            assertEquals(EntityName.comparable(name), row.getString(1));
        }
    }

    /** One busy entity with 20,000 pledges: the newest are read by index, and no more of them than the bound. */
    @Test
    void the_cost_is_bounded_whatever_there_is() throws SQLException {
        var entity = "Busy " + UUID.randomUUID();
        var first = reference(draft(entity, entity, "Fair recruitment"));
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(copies(columns(connection), first));
                statement.execute("analyze pledge");
            }
            var plan = plan(connection);
            connection.rollback();

            assertTrue(plan.contains("ix_pledge_entity_key"), plan);
            var rows = Pattern.compile("Limit \\(actual rows=(\\d+)")
                    .matcher(plan)
                    .results()
                    .mapToInt(match -> Integer.parseInt(match.group(1)))
                    .max();
            assertEquals(PossibleDuplicates.COMPARED, rows.orElse(-1), plan);
            assertTrue(!plan.contains("Seq Scan"), plan);
        }
    }

    private static String columns(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select string_agg(column_name, ', ') from information_schema.columns
                        where table_schema = 'public' and table_name = 'pledge' and is_generated = 'NEVER'""")) {
            row.next();
            return row.getString(1);
        }
    }

    /** A pledge 20,000 times, with another title each. */
    private static String copies(String columns, String reference) {
        return """
                insert into pledge (%1$s)
                select %2$s
                from pledge p
                cross join generate_series(1, 20000) n
                cross join lateral jsonb_populate_record(p, jsonb_build_object('reference', 'P-1999-' || n, 'number', -n,
                  'form', p.form || jsonb_build_object('title', 'Fair recruitment in district ' || n))) copy
                where p.reference = '%3$s'""".formatted(columns, "copy." + columns.replace(", ", ", copy."), reference);
    }

    private static String plan(Connection connection) throws SQLException {
        var sql = PossibleDuplicates.SIMILAR_ONES
                .replace("?1", "'P-1999-7'")
                .replace("?2", Integer.toString(PossibleDuplicates.COMPARED))
                .replace("?3", Double.toString(PossibleDuplicates.SIMILAR))
                .replace("?4", Integer.toString(PossibleDuplicates.SHOWN));
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("explain (analyze, costs off, timing off, buffers off) " + sql)) {
            var plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
            return plan.toString();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static ValidatableResponse draft(String owner, String entity, String title) {
        var form = PledgeFixtures.smallestDraft().put("title", title);
        form.withObject("/entity").put("name", entity);
        return given().auth()
                .oauth2(Tokens.pledger("pledger", owner))
                .contentType("application/json")
                .body(form.toString())
                .post("/api/pledges")
                .then()
                .statusCode(201);
    }

    private static String reference(ValidatableResponse answer) {
        return answer.extract().path("reference");
    }
}
