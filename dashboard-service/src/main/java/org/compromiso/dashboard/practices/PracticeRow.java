package org.compromiso.dashboard.practices;

import static org.compromiso.dashboard.exports.Column.several;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.compromiso.dashboard.exports.Column;
import org.compromiso.dashboard.exports.Export;
import org.compromiso.dashboard.projection.EventJson;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A practice in an export: its latest edition, as it is on a day. */
@Schema(name = "PracticeRow")
record PracticeRow(@JsonUnwrapped PracticeState practice, LocalDate asOf) {

    static final Export<PracticeRow> EXPORT = new Export<>(
            "practices",
            List.of(
                    of("reference", "#activity+code", PracticeState::reference),
                    of("title", "#activity+name", PracticeState::title),
                    of("language", "#meta+lang", PracticeState::language),
                    of("summary", "#description+summary", PracticeState::summary),
                    of("description", "#description", PracticeState::description),
                    of("type", "#activity+type", PracticeState::type),
                    of("edition", "#meta+edition", PracticeState::edition),
                    of("published_on", "#date+published", PracticeState::publishedOn),
                    of("implementer", "#org+name", p -> p.implementer().name()),
                    of("implementer_kind", "#org+type", p -> p.implementer().kind()),
                    of(
                            "implementer_country",
                            "#org+country+code+v_iso2",
                            p -> p.implementer().country()),
                    of("partners", "#org+name+list+partners", p -> names(p.partners())),
                    of("donors", "#org+name+list+donors", p -> names(p.donors())),
                    of("scope", "#loc+type+scope", PracticeState::scope),
                    of("countries", "#country+code+list+v_iso2", p -> several(p.countries())),
                    of("regions", "#region+code+list+v_m49", p -> several(p.regions())),
                    of(
                            "locality",
                            "#loc+name",
                            p -> p.locality() == null ? null : p.locality().name()),
                    of("starts_on", "#date+start", PracticeState::startsOn),
                    of("ends_on", "#date+end", PracticeState::endsOn),
                    of(
                            "objectives_primary",
                            "#sector+code+list+primary",
                            p -> several(p.objectives().primary())),
                    of(
                            "objectives_other",
                            "#sector+code+list+other",
                            p -> several(p.objectives().other())),
                    of("principles", "#sector+code+list+principles", p -> several(p.principles())),
                    of("sdg_targets", "#sector+code+list+sdg", p -> several(p.sdgTargets())),
                    of("beneficiaries", "#description+beneficiaries", PracticeState::beneficiaries),
                    of("results", "#description+results", PracticeState::results),
                    of("evaluation", "#description+evaluation", PracticeState::evaluation),
                    of("innovation", "#description+innovation", PracticeState::innovation),
                    of("replicability", "#description+replicability", PracticeState::replicability),
                    of("lessons", "#description+lessons", PracticeState::lessons),
                    of("recommendations", "#description+recommendations", PracticeState::recommendations),
                    of("pledge", "#activity+code+pledge", PracticeState::pledge),
                    new Column<>("as_of", "#date+asof", PracticeRow::asOf),
                    of("demo", "#meta+demo", PracticeState::demo)),
            (state, asOf) -> new PracticeRow(EventJson.read(state, PracticeState.class), asOf));

    private static Column<PracticeRow> of(String name, String hashtag, Function<PracticeState, Object> value) {
        return new Column<>(name, hashtag, row -> value.apply(row.practice()));
    }

    private static String names(List<PracticeState.Organization> organizations) {
        return several(
                organizations.stream().map(PracticeState.Organization::name).toList());
    }
}
