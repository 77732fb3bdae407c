package org.compromiso.dashboard.practices;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import org.compromiso.dashboard.facets.Days;
import org.compromiso.dashboard.facets.Locality;
import org.compromiso.dashboard.facets.Objectives;

/** The public state of a practice (its latest edition), as the events of {@code compromiso.practices.v1} carry it. */
record PracticeState(
        String reference,
        int edition,
        String state,
        String title,
        String language,
        String summary,
        String description,
        String type,
        Organization implementer,
        List<Organization> partners,
        List<Organization> donors,
        String scope,
        List<String> countries,
        List<String> regions,
        Locality locality,
        LocalDate startsOn,
        LocalDate endsOn,
        Objectives objectives,
        List<String> principles,
        List<String> sdgTargets,
        String beneficiaries,
        String results,
        String evaluation,
        String innovation,
        String replicability,
        String lessons,
        String recommendations,
        List<Resource> resources,
        String call,
        String pledge,
        List<String> warnings,
        LocalDate publishedOn,
        boolean demo) {

    PracticeState {
        requireNonNull(reference);
        requireNonNull(state);
        requireNonNull(title);
        requireNonNull(type);
        requireNonNull(implementer);
        requireNonNull(scope);
        Days.require(publishedOn);
        objectives = objectives == null ? new Objectives(null, null) : objectives;
        partners = orEmpty(partners);
        donors = orEmpty(donors);
        countries = orEmpty(countries);
        regions = orEmpty(regions);
        principles = orEmpty(principles);
        sdgTargets = orEmpty(sdgTargets);
        resources = orEmpty(resources);
        warnings = orEmpty(warnings);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Who carries it out, takes part or pays. */
    record Organization(String name, String kind, String country) {
        Organization {
            requireNonNull(name);
            requireNonNull(kind);
        }
    }

    /** Something to read on. */
    record Resource(String title, String url, String language) {}
}
