package org.compromiso.dashboard.pledges;

import static org.compromiso.dashboard.exports.Column.several;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.compromiso.dashboard.exports.Column;
import org.compromiso.dashboard.exports.Export;
import org.compromiso.dashboard.projection.EventJson;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pledge in an export: its whole public state, and what follows from the calendar on a day. */
@Schema(name = "PledgeRow")
record PledgeRow(
        @JsonUnwrapped @JsonIgnoreProperties("compliance") PledgeState pledge, PledgeDetail.Compliance compliance) {

    static final Export<PledgeRow> EXPORT = new Export<>(
            "pledges",
            List.of(
                    of("reference", "#activity+code", PledgeState::reference),
                    of("title", "#activity+name", PledgeState::title),
                    of("language", "#meta+lang", PledgeState::language),
                    of("type", "#activity+type", PledgeState::type),
                    of("registration", "#status+registration", PledgeState::registration),
                    of("registered_on", "#date+registered", PledgeState::registeredOn),
                    of("superseded_by", "#activity+code+successor", PledgeState::supersededBy),
                    of("entity", "#org+name", p -> p.entity().name()),
                    of("entity_kind", "#org+type", p -> p.entity().kind()),
                    of(
                            "entity_country",
                            "#org+country+code+v_iso2",
                            p -> p.entity().country()),
                    of("represented_by", "#org+name+representative", PledgeState::representedBy),
                    of(
                            "participants",
                            "#org+name+list+participants",
                            p -> several(p.participants().stream()
                                    .map(PledgeState.Participant::name)
                                    .toList())),
                    of("participations", "#indicator+num+participations", PledgeState::participations),
                    of("joins", "#activity+code+joined", PledgeState::joins),
                    of("support", "#activity+type+list+support", p -> several(p.support())),
                    of("natures", "#activity+type+list+nature", p -> several(p.natures())),
                    of("scope", "#loc+type+scope", PledgeState::scope),
                    of("countries", "#country+code+list+v_iso2", p -> several(p.countries())),
                    of("regions", "#region+code+list+v_m49", p -> several(p.regions())),
                    of(
                            "locality",
                            "#loc+name",
                            p -> p.locality() == null ? null : p.locality().name()),
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
                    of("description", "#description", PledgeState::description),
                    of("need", "#description+need", PledgeState::need),
                    of("means", "#description+means", PledgeState::means),
                    of(
                            "goals",
                            "#description+list+goals",
                            p -> several(p.goals().stream()
                                    .map(PledgeState.Goal::statement)
                                    .toList())),
                    of("starts_on", "#date+start", PledgeState::startsOn),
                    of("ends_on", "#date+end", PledgeState::endsOn),
                    of("first_ends_on", "#date+end+first", PledgeState::firstEndsOn),
                    of("times_moved", "#indicator+num+moved", PledgeState::timesMoved),
                    standing("compliance", "#status+compliance", PledgeDetail.Compliance::headline),
                    standing(
                            "self_reported_state",
                            "#status+reported",
                            c -> c.selfReported() == null
                                    ? null
                                    : c.selfReported().state()),
                    standing(
                            "self_reported_on",
                            "#date+reported",
                            c -> c.selfReported() == null
                                    ? null
                                    : c.selfReported().on()),
                    standing(
                            "assessed_state",
                            "#status+assessed",
                            c -> c.assessed() == null ? null : c.assessed().state()),
                    standing(
                            "assessed_verdict",
                            "#status+verdict",
                            c -> c.assessed() == null ? null : c.assessed().verdict()),
                    standing(
                            "assessed_on",
                            "#date+assessed",
                            c -> c.assessed() == null ? null : c.assessed().on()),
                    standing("unverified", "#status+unverified", PledgeDetail.Compliance::unverified),
                    standing("due", "#status+due", PledgeDetail.Compliance::due),
                    standing("overdue", "#status+overdue", PledgeDetail.Compliance::overdue),
                    standing("silent", "#status+silent", PledgeDetail.Compliance::silent),
                    standing("as_of", "#date+asof", PledgeDetail.Compliance::asOf),
                    of("demo", "#meta+demo", PledgeState::demo)),
            PledgeRow::of);

    private static PledgeRow of(String state, LocalDate asOf) {
        var pledge = EventJson.read(state, PledgeState.class);
        return new PledgeRow(pledge, PledgeDetail.Compliance.of(pledge, asOf));
    }

    private static Column<PledgeRow> of(String name, String hashtag, Function<PledgeState, Object> value) {
        return new Column<>(name, hashtag, row -> value.apply(row.pledge()));
    }

    private static Column<PledgeRow> standing(
            String name, String hashtag, Function<PledgeDetail.Compliance, Object> value) {
        return new Column<>(name, hashtag, row -> value.apply(row.compliance()));
    }
}
