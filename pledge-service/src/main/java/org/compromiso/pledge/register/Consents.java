package org.compromiso.pledge.register;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.compromiso.pledge.form.PledgeForm;

/**
 * Who of those named in a joint pledge takes part (domain.md, Consent). It holds up nothing: it decides who is shown
 * and counted.
 *
 * @param byParticipant the answers of those who have been asked
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Consents(Map<UUID, Consent> byParticipant) {

    public static final String INVITED = "invited";
    public static final String CONFIRMED = "confirmed";
    public static final String DECLINED = "declined";

    static final Consents NONE = new Consents(Map.of());

    /**
     * One answer.
     *
     * @param decision {@code invited} until there is one, {@code confirmed} or {@code declined}
     * @param answeredAt null while there is none
     */
    public record Consent(String decision, Instant answeredAt) {
        static final Consent ASKED = new Consent(INVITED, null);
    }

    public Consents {
        byParticipant = Map.copyOf(byParticipant);
    }

    /** Everyone is asked about something else than before. */
    Consents askedAnew() {
        var all = new LinkedHashMap<UUID, Consent>();
        byParticipant.keySet().forEach(id -> all.put(id, Consent.ASKED));
        return new Consents(all);
    }

    /** Of exactly these participants; who is new is asked. */
    Consents of(List<PledgeForm.Participant> participants) {
        var all = new LinkedHashMap<UUID, Consent>();
        participants.forEach(p -> all.put(p.id(), byParticipant.getOrDefault(p.id(), Consent.ASKED)));
        return new Consents(all);
    }

    Consents answered(UUID participant, String decision, Instant at) {
        if (!byParticipant.containsKey(participant)) {
            throw new IllegalStateException("Not asked: " + participant);
        }
        var all = new LinkedHashMap<>(byParticipant);
        all.put(participant, new Consent(decision, at));
        return new Consents(all);
    }

    /** What a participant has said; null when it has not been asked. */
    public String decision(UUID participant) {
        var consent = byParticipant.get(participant);
        return consent == null ? null : consent.decision();
    }

    /** Those who have been asked and have not answered. */
    Set<UUID> unanswered() {
        return allBut(CONFIRMED, DECLINED);
    }

    /** Those who have been asked and did not say no: they are told of what changes. */
    public Set<UUID> notDeclined() {
        return allBut(DECLINED);
    }

    private Set<UUID> allBut(String... decisions) {
        var without = Set.of(decisions);
        return byParticipant.entrySet().stream()
                .filter(asked -> !without.contains(asked.getValue().decision()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Those of the participants that take part. */
    public Set<UUID> confirmed(List<PledgeForm.Participant> participants) {
        var confirmed = new LinkedHashSet<UUID>();
        participants.forEach(p -> {
            if (CONFIRMED.equals(decision(p.id()))) {
                confirmed.add(p.id());
            }
        });
        return confirmed;
    }
}
