package org.compromiso.dashboard.practices;

import static org.compromiso.dashboard.projection.EventJson.member;
import static org.compromiso.dashboard.projection.EventJson.write;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/** Practices from their first edition on. */
@ApplicationScoped
class PracticeModel implements ReadModel {

    private static final Set<String> TYPES =
            Set.of("org.compromiso.PracticePublished.v1", "org.compromiso.PracticeArchived.v1");

    private static final String UPSERT = """
            insert into practice (generation, reference, version, state, state_code, type, implementer_kind, scope,
              published_on, year, title_key, pledge, objectives, principles, sdgs, countries, regions)
            select $1, e.subject, e.version, e.state::jsonb, c.state_code, c.type, c.implementer_kind, c.scope,
              c.published_on, c.year, c.title_key, c.pledge, c.objectives, c.principles, c.sdgs, c.countries, c.regions
            from unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) as e(subject, version, columns, state)
            cross join lateral jsonb_populate_record(null::practice, e.columns::jsonb) as c
            on conflict on constraint pk_practice do update set
              version = excluded.version, state = excluded.state, state_code = excluded.state_code,
              type = excluded.type, implementer_kind = excluded.implementer_kind, scope = excluded.scope,
              published_on = excluded.published_on, year = excluded.year, title_key = excluded.title_key,
              pledge = excluded.pledge, objectives = excluded.objectives, principles = excluded.principles,
              sdgs = excluded.sdgs, countries = excluded.countries, regions = excluded.regions
            where excluded.version > practice.version
            """;

    @Override
    public boolean reads(String type) {
        return TYPES.contains(type);
    }

    @Override
    public Optional<StateTable> table() {
        return Optional.of(new StateTable("practice", Words.INTO_VOCABULARY, UPSERT));
    }

    @Override
    public Fact read(IncomingEvent event) {
        var practice = member(event, "practice", PracticeState.class);
        if (!practice.reference().equals(event.subject())) {
            throw new PoisonException("The state is of another subject than ce_subject says", null);
        }
        if (!References.isPractice(practice.reference())
                || (practice.pledge() != null && !References.isPledge(practice.pledge()))) {
            throw new PoisonException("A reference is not one of a practice or pledge", null);
        }
        return new Fact(
                event.subject(),
                event.sequence(),
                practice.reference(),
                event.type(),
                event.time(),
                write(member(event, "what", What.class)),
                write(practice),
                write(Columns.of(practice)));
    }

    /** What happened, as far as the history shows it. */
    record What(LocalDate on, Integer edition) {}

    /** What can be looked for. */
    private static Stream<String> texts(PracticeState practice) {
        var about = Stream.of(
                practice.title(),
                practice.summary(),
                practice.description(),
                practice.beneficiaries(),
                practice.results(),
                practice.evaluation(),
                practice.innovation(),
                practice.replicability(),
                practice.lessons(),
                practice.recommendations(),
                practice.implementer().name());
        var others = Stream.concat(practice.partners().stream(), practice.donors().stream())
                .map(PracticeState.Organization::name);
        return Stream.concat(about, others);
    }

    /** The columns of the table, and the words of the vocabulary. */
    private record Columns(
            @JsonProperty("state_code") String stateCode,
            String type,
            @JsonProperty("implementer_kind") String implementerKind,
            String scope,
            @JsonProperty("published_on") LocalDate publishedOn,
            int year,
            @JsonProperty("title_key") String titleKey,
            String pledge,
            List<Integer> objectives,
            List<String> principles,
            List<String> sdgs,
            List<String> countries,
            List<String> regions,
            List<String> words) {

        static Columns of(PracticeState practice) {
            return new Columns(
                    practice.state(),
                    practice.type(),
                    practice.implementer().kind(),
                    practice.scope(),
                    practice.publishedOn(),
                    practice.publishedOn().getYear(),
                    TitleKey.of(practice.title()),
                    practice.pledge(),
                    practice.objectives().all(),
                    List.copyOf(new TreeSet<>(practice.principles())),
                    Sdgs.of(practice.sdgTargets()),
                    List.copyOf(new TreeSet<>(practice.countries())),
                    Regions.of(practice.regions(), practice.countries()),
                    Words.of(texts(practice)));
        }
    }
}
