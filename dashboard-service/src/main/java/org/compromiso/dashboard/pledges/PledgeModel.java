package org.compromiso.dashboard.pledges;

import static org.compromiso.dashboard.projection.EventJson.member;
import static org.compromiso.dashboard.projection.EventJson.write;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.compromiso.dashboard.facets.References;
import org.compromiso.dashboard.facets.Regions;
import org.compromiso.dashboard.facets.Sdgs;
import org.compromiso.dashboard.facets.TitleKey;
import org.compromiso.dashboard.projection.Fact;
import org.compromiso.dashboard.projection.ReadModel;
import org.compromiso.dashboard.search.Words;
import org.compromiso.platform.inbox.IncomingEvent;
import org.compromiso.platform.inbox.PoisonException;

/** Pledges from their registration on: every version in the history, the newest as a row. */
@ApplicationScoped
class PledgeModel implements ReadModel {

    private static final String REPORTED = "org.compromiso.PledgeProgressReported.v1";

    /** Every event about a registered pledge carries its whole state. */
    private static final Set<String> TYPES = Set.of(
            "org.compromiso.PledgeRegistered.v1",
            "org.compromiso.PledgeAmended.v1",
            "org.compromiso.PledgeParticipationChanged.v1",
            REPORTED,
            "org.compromiso.PledgeAssessed.v1",
            "org.compromiso.PledgeWithdrawn.v1",
            "org.compromiso.PledgeSuperseded.v1");

    private static final String UPSERT = """
            insert into pledge (generation, reference, version, state, type, registration, headline, self_reported_on,
              participations, entity_kind, scope, registered_on, year, ends_on, title_key, joins,
              objectives, principles, sdgs, natures, countries, regions)
            select $1, e.subject, e.version, e.state::jsonb, c.type, c.registration, c.headline, c.self_reported_on,
              c.participations, c.entity_kind, c.scope, c.registered_on, c.year, c.ends_on, c.title_key, c.joins,
              c.objectives, c.principles, c.sdgs, c.natures, c.countries, c.regions
            from unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) as e(subject, version, columns, state)
            cross join lateral jsonb_populate_record(null::pledge, e.columns::jsonb) as c
            on conflict on constraint pk_pledge do update set
              version = excluded.version, state = excluded.state, type = excluded.type,
              registration = excluded.registration, headline = excluded.headline,
              self_reported_on = excluded.self_reported_on, participations = excluded.participations,
              entity_kind = excluded.entity_kind, scope = excluded.scope, registered_on = excluded.registered_on,
              year = excluded.year, ends_on = excluded.ends_on, title_key = excluded.title_key, joins = excluded.joins,
              objectives = excluded.objectives, principles = excluded.principles, sdgs = excluded.sdgs,
              natures = excluded.natures, countries = excluded.countries, regions = excluded.regions
            where excluded.version > pledge.version
            """;

    @Override
    public boolean reads(String type) {
        return TYPES.contains(type);
    }

    @Override
    public Optional<StateTable> table() {
        return Optional.of(new StateTable("pledge", Words.INTO_VOCABULARY, UPSERT));
    }

    @Override
    public Fact read(IncomingEvent event) {
        var pledge = member(event, "pledge", PledgeState.class);
        var what = member(event, "what", What.class);
        if (!pledge.reference().equals(event.subject())) {
            throw new PoisonException("The state is of another subject than ce_subject says", null);
        }
        if (!References.isPledge(pledge.reference())
                || (pledge.joins() != null && !References.isPledge(pledge.joins()))
                || (pledge.supersededBy() != null && !References.isPledge(pledge.supersededBy()))) {
            throw new PoisonException("A reference is not one of a pledge", null);
        }
        if (REPORTED.equals(event.type()) && what.report() == null) {
            throw new PoisonException("The report is missing", null);
        }
        return new Fact(
                event.subject(),
                event.sequence(),
                pledge.reference(),
                event.type(),
                event.time(),
                write(what),
                write(pledge),
                write(Columns.of(pledge)));
    }

    /** What can be looked for. */
    private static Stream<String> texts(PledgeState pledge) {
        var about = Stream.of(
                pledge.title(),
                pledge.description(),
                pledge.need(),
                pledge.means(),
                pledge.entity().name());
        var goals = pledge.goals().stream().flatMap(goal -> Stream.of(goal.statement(), goal.indicator(), goal.unit()));
        var participants = pledge.participants().stream().map(PledgeState.Participant::name);
        return Stream.of(about, goals, participants).flatMap(Function.identity());
    }

    /** The columns of the table, and the words of the vocabulary. */
    private record Columns(
            String type,
            String registration,
            String headline,
            @JsonProperty("self_reported_on") LocalDate selfReportedOn,
            int participations,
            @JsonProperty("entity_kind") String entityKind,
            String scope,
            @JsonProperty("registered_on") LocalDate registeredOn,
            int year,
            @JsonProperty("ends_on") LocalDate endsOn,
            @JsonProperty("title_key") String titleKey,
            String joins,
            List<Integer> objectives,
            List<String> principles,
            List<String> sdgs,
            List<String> natures,
            List<String> countries,
            List<String> regions,
            List<String> words) {

        static Columns of(PledgeState pledge) {
            var reported = pledge.compliance().selfReported();
            return new Columns(
                    pledge.type(),
                    pledge.registration(),
                    pledge.compliance().headline(),
                    reported == null ? null : reported.receivedOn(),
                    pledge.participations(),
                    pledge.entity().kind(),
                    pledge.scope(),
                    pledge.registeredOn(),
                    pledge.registeredOn().getYear(),
                    pledge.endsOn(),
                    TitleKey.of(pledge.title()),
                    pledge.joins(),
                    pledge.objectives().all(),
                    once(pledge.principles()),
                    Sdgs.of(pledge.sdgTargets()),
                    once(pledge.natures()),
                    once(pledge.countries()),
                    Regions.of(pledge.regions(), pledge.countries()),
                    Words.of(texts(pledge)));
        }

        /** A code that stands twice must not count twice. */
        private static List<String> once(List<String> codes) {
            return List.copyOf(new TreeSet<>(codes));
        }
    }
}
