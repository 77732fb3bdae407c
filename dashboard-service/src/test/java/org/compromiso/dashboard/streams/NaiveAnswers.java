package org.compromiso.dashboard.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.compromiso.dashboard.fixtures.Event;
import org.compromiso.dashboard.fixtures.NaivePledges;
import org.compromiso.dashboard.fixtures.NaivePractices;

/** What the service should answer after some events, by plain loops over their JSON; no code of the service in it. */
final class NaiveAnswers {

    private static final int REPORTS = 20;
    private static final int VALUES = 20;
    private static final int MOVES = 20;
    private static final int JOINERS = 50;
    private static final int VERSIONS = 50;
    /** Of every event, see {@link org.compromiso.dashboard.fixtures.Kafka}. */
    private static final String AT = "2026-11-21T10:00:00.123456Z";

    final NaivePledges pledges;
    final NaivePractices practices;
    /** Versions since registration, by reference and version. */
    private final Map<String, TreeMap<Long, Event>> lives = new TreeMap<>();

    private final Map<String, JsonNode> newest = new TreeMap<>();
    private final Map<String, JsonNode> newestPractices = new TreeMap<>();

    NaiveAnswers(List<Event> events) {
        var ofPledges = events.stream()
                .filter(event -> event.topic().equals(Event.PLEDGES))
                .toList();
        pledges = new NaivePledges(ofPledges);
        practices = new NaivePractices(events);
        pledges.newest().forEach(pledge -> newest.put(pledge.get("reference").asText(), pledge));
        practices
                .newest()
                .forEach(practice ->
                        newestPractices.put(practice.get("reference").asText(), practice));
        for (var event : ofPledges) {
            if (newest.containsKey(event.subject()) && !event.type().contains("PledgeSubmitted")) {
                lives.computeIfAbsent(event.subject(), s -> new TreeMap<>()).put(event.version(), event);
            }
        }
    }

    Collection<String> references() {
        return newest.keySet();
    }

    /** A pledge in a list. */
    static JsonNode item(JsonNode pledge, LocalDate day) {
        var item = copy(
                pledge,
                "reference",
                "title",
                "type",
                "registration",
                "entity",
                "countries",
                "objectives",
                "scope",
                "endsOn",
                "demo");
        var compliance = item.putObject("compliance").put("headline", NaivePledges.headline(pledge));
        for (var voice : List.of("selfReported", "assessed")) {
            var said = pledge.at("/compliance/" + voice);
            compliance.set(voice, said.isObject() ? copy(said, "state", "on") : said);
        }
        compliance.put("overdue", NaivePledges.overdue(pledge, day)).put("silent", NaivePledges.silent(pledge, day));
        return read(item);
    }

    /** A pledge in an export. */
    static JsonNode row(JsonNode pledge, LocalDate day) {
        var row = (ObjectNode) pledge.deepCopy();
        row.remove("version");
        row.set("compliance", compliance(pledge, day));
        return read(row);
    }

    private static ObjectNode compliance(JsonNode pledge, LocalDate day) {
        var compliance = (ObjectNode) pledge.get("compliance").deepCopy();
        return compliance
                .put("due", NaivePledges.due(pledge, day))
                .put("overdue", NaivePledges.overdue(pledge, day))
                .put("silent", NaivePledges.silent(pledge, day))
                .put("asOf", day.toString());
    }

    /** One pledge. */
    JsonNode detail(String reference, LocalDate day) {
        var pledge = newest.get(reference);
        var detail = (ObjectNode) pledge.deepCopy();
        detail.set("compliance", compliance(pledge, day));
        detail.set("goals", goals(reference));
        var reports = reports(reference);
        detail.set("reports", array(first(REPORTS, reports)));
        var moves = moves(reference);
        detail.set("deadlineMoves", array(moves.subList(Math.max(0, moves.size() - MOVES), moves.size())));
        var target = pledge.get("joins").asText();
        detail.set("joinsTarget", newest.containsKey(target) ? neighbour(target) : null);
        var joiners = joiners(reference);
        detail.set("joiners", array(first(JOINERS, joiners)));
        detail.set("successor", successor(pledge));
        detail.set("practice", practiceOf(reference));
        var history = history(reference);
        detail.set("history", array(first(VERSIONS, history)));
        var path = "/api/dashboard/pledges/" + reference;
        var joined = "/api/dashboard/pledges?registration=registered&registration=withdrawn&registration=superseded"
                + "&joins=" + reference;
        detail.putObject("whole")
                .put("reports", reports.size() > REPORTS ? path + "/reports" : null)
                .put("joiners", joiners.size() > JOINERS ? joined : null)
                .put("history", history.size() > VERSIONS ? path + "/history" : null);
        return read(detail);
    }

    private ArrayNode goals(String reference) {
        var goals = Event.JSON.createArrayNode();
        var oldestFirst = new ArrayList<>(reports(reference));
        Collections.reverse(oldestFirst);
        for (var goal : newest.get(reference).get("goals")) {
            var values = new ArrayList<JsonNode>();
            for (var report : oldestFirst) {
                for (var value : report.get("values")) {
                    if (value.get("goal").equals(goal.get("number"))) {
                        var with = (ObjectNode) value.deepCopy();
                        with.set("report", report.get("number"));
                        with.set("on", report.get("on"));
                        values.add(with);
                    }
                }
            }
            var last = values.subList(Math.max(0, values.size() - VALUES), values.size());
            var with = (ObjectNode) goal.deepCopy();
            with.set("reported", last.isEmpty() ? null : last.get(last.size() - 1));
            with.set("series", array(last));
            goals.add(with);
        }
        return goals;
    }

    /** Every progress report, newest first. */
    List<JsonNode> reports(String reference) {
        var reports = new ArrayList<JsonNode>();
        for (var event : lives.get(reference).values()) {
            var what = NaivePledges.json(event.value()).get("what");
            if (what.has("report")) {
                var report = (ObjectNode) what.get("report");
                report.set("receivedOn", what.get("on"));
                report.set("by", what.get("by"));
                reports.add(read(report));
            }
        }
        reports.sort(Comparator.comparingInt(report -> -report.get("number").asInt()));
        return reports;
    }

    private List<JsonNode> moves(String reference) {
        var moves = new ArrayList<JsonNode>();
        for (var version : lives.get(reference).entrySet()) {
            var value = NaivePledges.json(version.getValue().value());
            var what = value.get("what");
            var to = value.at("/pledge/endsOn");
            if (what.has("endsOnBefore") && !what.get("endsOnBefore").equals(to)) {
                var move = Event.JSON.createObjectNode().put("version", version.getKey());
                move.set("on", what.get("on"));
                move.set("by", what.get("by"));
                move.set("from", what.get("endsOnBefore"));
                move.set("to", to);
                move.set("reason", what.get("reason"));
                moves.add(move);
            }
        }
        return moves;
    }

    private List<JsonNode> joiners(String reference) {
        return newest.values().stream()
                .filter(pledge -> pledge.get("joins").asText().equals(reference))
                .sorted(Comparator.comparing((JsonNode pledge) -> NaivePledges.date(pledge, "registeredOn"))
                        .thenComparing(pledge -> pledge.get("reference").asText()))
                .map(pledge -> neighbour(pledge.get("reference").asText()))
                .toList();
    }

    /** Goes from one to the next, and never back to one that it has met. */
    private JsonNode successor(JsonNode pledge) {
        var met = new HashSet<String>();
        var at = pledge;
        String last = null;
        while (at != null && at.get("supersededBy").isTextual()) {
            met.add(at.get("reference").asText());
            var next = at.get("supersededBy").asText();
            if (last != null && met.contains(next)) {
                break;
            }
            last = next;
            at = newest.get(next);
        }
        return last == null ? null : neighbour(last);
    }

    /** Another pledge; of one that nobody has heard of the reference only. */
    private JsonNode neighbour(String reference) {
        var pledge = newest.get(reference);
        var neighbour = Event.JSON.createObjectNode().put("reference", reference);
        neighbour.set("title", pledge == null ? null : pledge.get("title"));
        neighbour.set("registration", pledge == null ? null : pledge.get("registration"));
        return neighbour;
    }

    private JsonNode practiceOf(String reference) {
        return practices.published().stream()
                .filter(practice -> practice.get("pledge").asText().equals(reference))
                .max(Comparator.comparing((JsonNode practice) -> NaivePledges.date(practice, "publishedOn"))
                        .thenComparing(practice -> practice.get("reference").asText(), Comparator.reverseOrder()))
                .map(practice -> (JsonNode) copy(practice, "reference", "title"))
                .orElse(null);
    }

    /** Every version since registration, oldest first. */
    List<JsonNode> history(String reference) {
        var history = new ArrayList<JsonNode>();
        for (var version : lives.get(reference).entrySet()) {
            var value = NaivePledges.json(version.getValue().value());
            var what = (ObjectNode) value.get("what");
            var report = what.remove("report");
            what.properties().removeIf(member -> member.getValue().isNull());
            var shown = copy(value.get("pledge"), "registration", "title", "endsOn");
            shown.put("version", version.getKey())
                    .put("type", version.getValue().type())
                    .put("at", AT)
                    .put("headline", NaivePledges.headline(value.get("pledge")));
            shown.set("on", what.get("on"));
            shown.set("what", what);
            shown.set("report", report == null ? null : report.get("number"));
            history.add(read(shown));
        }
        return history;
    }

    /** A practice in a list. */
    static JsonNode practiceItem(JsonNode practice) {
        return copy(
                practice,
                "reference",
                "title",
                "summary",
                "language",
                "type",
                "implementer",
                "scope",
                "countries",
                "objectives",
                "edition",
                "publishedOn",
                "state",
                "pledge",
                "demo");
    }

    /** A practice in an export. */
    static JsonNode practiceRow(JsonNode practice, LocalDate day) {
        var row = (ObjectNode) practice.deepCopy();
        row.remove("version");
        return row.put("asOf", day.toString());
    }

    /** One practice. */
    JsonNode practiceDetail(JsonNode practice) {
        var detail = (ObjectNode) practice.deepCopy();
        var pledge = practice.get("pledge").asText();
        detail.set("origin", newest.containsKey(pledge) ? neighbour(pledge) : null);
        return read(detail);
    }

    /** Every state of a subject, as a list would show it. */
    List<JsonNode> itemsOf(String subject, LocalDate day) {
        return subject.startsWith("R")
                ? practices.events().stream()
                        .filter(event -> event.subject().equals(subject))
                        .map(event ->
                                practiceItem(NaivePledges.json(event.value()).get("practice")))
                        .toList()
                : lives.get(subject).values().stream()
                        .map(event -> item(NaivePledges.json(event.value()).get("pledge"), day))
                        .toList();
    }

    private static ObjectNode copy(JsonNode of, String... names) {
        return ((ObjectNode) of.deepCopy()).retain(names);
    }

    private static List<JsonNode> first(int most, List<JsonNode> all) {
        return all.subList(0, Math.min(most, all.size()));
    }

    private static ArrayNode array(List<JsonNode> items) {
        return Event.JSON.createArrayNode().addAll(items);
    }

    /** As it is when it was written and read: numbers have the same kind. */
    private static JsonNode read(JsonNode node) {
        return NaivePledges.json(node.toString());
    }
}
