package org.compromiso.pledge.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.compromiso.platform.codes.Code;
import org.compromiso.platform.json.Email;
import org.compromiso.platform.json.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a pledge says: the sections of the real form and what makes a promise measurable (domain.md, Pledges, Form). A
 * value that is present is checked at once; what must be present to submit is {@link Completeness}' business. A draft
 * needs title, type and entity.
 *
 * @param title 3 to 300 characters
 * @param language of the texts, a UN official language
 * @param type see the reference list pledge-types
 * @param entity who pledges
 * @param contact who answers for it; seen by owner and secretariat alone
 * @param secondContact as contact
 * @param participants the other entities of a joint pledge
 * @param joins reference of the pledge that a joined one supports
 * @param support with what a joined pledge supports it
 * @param natures what kind of act is promised
 * @param financial the money of a financial pledge, per currency
 * @param mirror the same promise stands in another register
 * @param scope how far it reaches
 * @param countries ISO 3166-1 alpha-2
 * @param regions UN M49
 * @param locality the place of a local pledge
 * @param objectives of the Global Compact, 1 to 23
 * @param principles guiding principles
 * @param sdgTargets such as 10.7
 * @param workstreams of the Network's work plan
 * @param description 300 to 3,000 characters when submitted
 * @param need whom or what the promise answers
 * @param means with what it is done
 * @param goals what will be counted, and by when
 * @param startsOn first day
 * @param endsOn last day
 */
@Schema(name = "PledgeForm")
public record PledgeForm(
        @NotNull(message = "required") @Text(min = 3, max = 300)
        String title,

        @Code("languages") String language,
        @NotNull(message = "required") @Code("pledge-types") String type,
        @NotNull(message = "required") @Valid Entity entity,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Valid Contact contact,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Valid Contact secondContact,
        @Size(max = 50, message = "too-many") List<@Valid Participant> participants,

        @Pattern(regexp = PledgeForm.REFERENCE_FORM, message = "not-a-pledge-reference")
        String joins,

        @Size(max = 50, message = "too-many") List<@Code("supports") String> support,
        @Size(max = 50, message = "too-many") List<@Code("natures") String> natures,
        @Size(max = 50, message = "too-many") List<@Valid Money> financial,
        boolean mirror,
        @Code("scopes") String scope,
        @Size(max = 50, message = "too-many") List<@Code("countries") String> countries,
        @Size(max = 50, message = "too-many") List<@Code("regions") String> regions,
        @Valid Locality locality,
        @Valid Objectives objectives,
        @Size(max = 50, message = "too-many") List<@Code("principles") String> principles,
        @Size(max = 50, message = "too-many") List<@Code("sdg-targets") String> sdgTargets,
        @Size(max = 50, message = "too-many") List<@Code("workstreams") String> workstreams,
        @Text(max = 3000) String description,
        @Text(max = 3000) String need,
        @Text(max = 3000) String means,
        @Size(max = 50, message = "too-many") List<@Valid Goal> goals,
        LocalDate startsOn,
        LocalDate endsOn) {

    /** What the reference of a pledge looks like. */
    public static final String REFERENCE_FORM = "P-[0-9]{4}-[0-9]{6,12}";

    public static final java.util.regex.Pattern REFERENCE = java.util.regex.Pattern.compile(REFERENCE_FORM);

    public PledgeForm {
        participants = orEmpty(participants);
        support = orEmpty(support);
        natures = orEmpty(natures);
        financial = orEmpty(financial);
        countries = orEmpty(countries);
        regions = orEmpty(regions);
        objectives = objectives == null ? new Objectives(null, null) : objectives;
        principles = orEmpty(principles);
        sdgTargets = orEmpty(sdgTargets);
        workstreams = orEmpty(workstreams);
        goals = orEmpty(goals);
    }

    /**
     * Who pledges.
     *
     * @param kind see the reference list entity-kinds
     * @param otherKind what it is, when the kind is {@code other}
     * @param country ISO 3166-1 alpha-2
     * @param champion a GCM champion country
     */
    @Schema(name = "PledgingEntity")
    public record Entity(
            @NotNull(message = "required") @Text(max = 200) String name,

            @NotNull(message = "required") @Code("entity-kinds")
            String kind,

            @Text(max = 200) String otherKind,
            @Code("countries") String country,
            boolean champion) {}

    /** A person who answers for the pledge: personal data. */
    @Schema(name = "PledgeContact")
    public record Contact(
            @Text(max = 200) String name,
            @Text(max = 200) String position,
            @Email String email) {}

    /**
     * An entity that takes part in a joint pledge.
     *
     * @param id given by the service; send it to keep a participant in a change
     * @param contribution its own action, in a complementary pledge
     */
    @Schema(name = "PledgeParticipant")
    public record Participant(
            UUID id,
            @NotNull(message = "required") @Text(max = 200) String name,
            @Code("entity-kinds") String kind,
            @Code("countries") String country,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Email
            String email,

            @Text(max = 3000) String contribution) {

        Participant withId(UUID given) {
            return new Participant(given, name, kind, country, email, contribution);
        }

        Participant withEmail(String address) {
            return new Participant(id, name, kind, country, address, contribution);
        }
    }

    /** An amount of money: decimal string, ISO 4217 currency, never converted. */
    @Schema(name = "PledgedMoney")
    public record Money(
            @DecimalMin(value = "0", inclusive = false, message = "not-positive")
            @Schema(implementation = String.class, examples = "1000000.00")
            BigDecimal amount,

            @Code("currencies") String currency,
            @Text(max = 200) String recipient) {}

    /** A place; coordinates in degrees (WGS 84). */
    @Schema(name = "PledgeLocality")
    public record Locality(
            @Text(max = 200) String name,
            @Code("countries") String country,

            @DecimalMin(value = "-90", message = "latitude-range") @DecimalMax(value = "90", message = "latitude-range")
            Double latitude,

            @DecimalMin(value = "-180", message = "longitude-range")
            @DecimalMax(value = "180", message = "longitude-range")
            Double longitude) {}

    /** Objectives of the Global Compact: what the pledge is mainly about, and what else it serves. */
    @Schema(name = "PledgeObjectives")
    public record Objectives(
            @Size(max = 50, message = "too-many") List<@Code("objectives") Integer> primary,
            @Size(max = 50, message = "too-many") List<@Code("objectives") Integer> other) {

        public Objectives {
            primary = orEmpty(primary);
            other = orEmpty(other);
        }
    }

    /**
     * What will be counted.
     *
     * @param number given by the service, kept for ever; send it to keep a goal in a change
     * @param baseline value at the start, decimal string
     * @param target value promised, decimal string
     * @param unit of baseline, target and reports
     * @param due by when
     */
    @Schema(name = "PledgeGoal")
    public record Goal(
            Integer number,
            @Text(max = 3000) String statement,
            @Text(max = 3000) String indicator,

            @Schema(implementation = String.class, examples = "0")
            BigDecimal baseline,

            @Schema(implementation = String.class, examples = "50")
            BigDecimal target,

            @Text(max = 200) String unit,
            LocalDate due) {

        Goal withNumber(int given) {
            return new Goal(given, statement, indicator, baseline, target, unit, due);
        }
    }

    /** The form with other participants, goals and contacts. */
    PledgeForm with(List<Participant> newParticipants, List<Goal> newGoals, Contact newContact, Contact newSecond) {
        return with(newParticipants, newGoals, newContact, newSecond, startsOn, endsOn);
    }

    /** The form with what an amendment may change. */
    public PledgeForm amended(List<Goal> newGoals, LocalDate newStartsOn, LocalDate newEndsOn) {
        return with(participants, newGoals, contact, secondContact, newStartsOn, newEndsOn);
    }

    private PledgeForm with(
            List<Participant> newParticipants,
            List<Goal> newGoals,
            Contact newContact,
            Contact newSecond,
            LocalDate newStartsOn,
            LocalDate newEndsOn) {
        return new PledgeForm(
                title,
                language,
                type,
                entity,
                newContact,
                newSecond,
                newParticipants,
                joins,
                support,
                natures,
                financial,
                mirror,
                scope,
                countries,
                regions,
                locality,
                objectives,
                principles,
                sdgTargets,
                workstreams,
                description,
                need,
                means,
                newGoals,
                newStartsOn,
                newEndsOn);
    }

    /** The same without a word about persons. */
    public PledgeForm withoutPersons() {
        return with(participants.stream().map(p -> p.withEmail(null)).toList(), goals, null, null);
    }

    /** The same with the persons it was stored apart from. */
    public PledgeForm withPersons(Persons persons) {
        return with(
                participants.stream()
                        .map(p -> p.withEmail(persons.participantEmails().get(p.id().toString())))
                        .toList(),
                goals,
                persons.contact(),
                persons.secondContact());
    }

    /** What everyone may see: no persons, and of the participants those who have confirmed that they take part. */
    public PledgeForm publicPart(java.util.Set<UUID> confirmed) {
        return with(
                participants.stream()
                        .filter(p -> confirmed.contains(p.id()))
                        .map(p -> p.withEmail(null))
                        .toList(),
                goals,
                null,
                null);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
