package org.compromiso.practice.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.compromiso.platform.codes.Code;
import org.compromiso.platform.json.Email;
import org.compromiso.platform.json.Text;
import org.compromiso.platform.json.WebAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a practice says: the sections of the repository's form (domain.md, Practices, Form). A value that is present is
 * checked at once; what else must be present to draft and to submit is {@link Completeness}' business.
 *
 * @param title 3 to 300 characters
 * @param language of the texts, a UN official language
 * @param summary 50 to 500 characters when submitted
 * @param description 300 to 6,000 characters when submitted
 * @param type see the reference list practice-types
 * @param implementer who carries it out
 * @param partners who takes part
 * @param donors who pays
 * @param contact who answers for it; seen by owner and secretariat alone
 * @param scope how far it reaches
 * @param countries ISO 3166-1 alpha-2
 * @param regions UN M49
 * @param locality the place of a local practice
 * @param startsOn first day
 * @param endsOn last day; absent while it goes on
 * @param objectives of the Global Compact, 1 to 23
 * @param principles guiding principles
 * @param sdgTargets such as 10.7
 * @param beneficiaries who benefits
 * @param results what has come of it
 * @param evaluation how it was evaluated and monitored
 * @param innovation what is new about it
 * @param replicability how others can do the same
 * @param lessons what was learned
 * @param recommendations to those who do the same
 * @param resources published documents and pages about it
 * @param call the call for practices that it answers; there are none yet, so it must be absent
 */
@Schema(name = "PracticeForm")
public record PracticeForm(
        @NotNull(message = "required") @Text(min = 3, max = 300)
        String title,

        @Code("languages") String language,
        @Text(max = 500) String summary,
        @Text(max = 6000) String description,

        @Code("practice-types") String type,
        @Valid Organization implementer,
        @Size(max = 50, message = "too-many") List<@Valid Organization> partners,
        @Size(max = 50, message = "too-many") List<@Valid Organization> donors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Valid Contact contact,
        @Code("scopes") String scope,
        @Size(max = 50, message = "too-many") List<@Code("countries") String> countries,
        @Size(max = 50, message = "too-many") List<@Code("regions") String> regions,
        @Valid Locality locality,
        LocalDate startsOn,
        LocalDate endsOn,
        @Valid Objectives objectives,
        @Size(max = 50, message = "too-many") List<@Code("principles") String> principles,
        @Size(max = 50, message = "too-many") List<@Code("sdg-targets") String> sdgTargets,
        @Text(max = 3000) String beneficiaries,
        @Text(max = 3000) String results,
        @Text(max = 3000) String evaluation,
        @Text(max = 3000) String innovation,
        @Text(max = 3000) String replicability,
        @Text(max = 3000) String lessons,
        @Text(max = 3000) String recommendations,
        @Size(max = 50, message = "too-many") List<@Valid Resource> resources,
        @Null(message = "unknown-call") String call) {

    public PracticeForm {
        partners = orEmpty(partners);
        donors = orEmpty(donors);
        countries = orEmpty(countries);
        regions = orEmpty(regions);
        objectives = objectives == null ? new Objectives(null, null) : objectives;
        principles = orEmpty(principles);
        sdgTargets = orEmpty(sdgTargets);
        resources = orEmpty(resources);
    }

    /**
     * Who carries a practice out, takes part in it or pays for it.
     *
     * @param kind see the reference list entity-kinds
     * @param country ISO 3166-1 alpha-2
     */
    @Schema(name = "PracticeOrganization")
    public record Organization(
            @NotNull(message = "required") @Text(max = 200) String name,

            @NotNull(message = "required") @Code("entity-kinds")
            String kind,

            @Code("countries") String country) {}

    /** A person who answers for the practice: personal data. */
    @Schema(name = "PracticeContact")
    public record Contact(
            @Text(max = 200) String name,
            @Text(max = 200) String position,
            @Email String email) {}

    /** A place; coordinates in degrees (WGS 84). */
    @Schema(name = "PracticeLocality")
    public record Locality(
            @Text(max = 200) String name,
            @Code("countries") String country,

            @DecimalMin(value = "-90", message = "latitude-range") @DecimalMax(value = "90", message = "latitude-range")
            Double latitude,

            @DecimalMin(value = "-180", message = "longitude-range")
            @DecimalMax(value = "180", message = "longitude-range")
            Double longitude) {}

    /** Objectives of the Global Compact: what the practice is mainly about, and what else it serves. */
    @Schema(name = "PracticeObjectives")
    public record Objectives(
            @Size(max = 50, message = "too-many") List<@Code("objectives") Integer> primary,
            @Size(max = 50, message = "too-many") List<@Code("objectives") Integer> other) {

        public Objectives {
            primary = orEmpty(primary);
            other = orEmpty(other);
        }
    }

    /** A published document or page about the practice. */
    @Schema(name = "PracticeLink")
    public record Resource(
            @NotNull(message = "required") @Text(max = 300) String title,
            @NotNull(message = "required") @WebAddress String url,
            @Code("languages") String language) {}

    /** The same without a word about persons. */
    public PracticeForm withoutContact() {
        return withContact(null);
    }

    /** The same with the contact it was stored apart from. */
    public PracticeForm withContact(Contact newContact) {
        return new PracticeForm(
                title,
                language,
                summary,
                description,
                type,
                implementer,
                partners,
                donors,
                newContact,
                scope,
                countries,
                regions,
                locality,
                startsOn,
                endsOn,
                objectives,
                principles,
                sdgTargets,
                beneficiaries,
                results,
                evaluation,
                innovation,
                replicability,
                lessons,
                recommendations,
                resources,
                call);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
