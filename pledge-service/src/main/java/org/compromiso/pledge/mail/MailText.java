package org.compromiso.pledge.mail;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.compromiso.platform.codes.CodeLists;
import org.compromiso.platform.mail.Letter;
import org.compromiso.platform.problem.Messages;

/** The words of a mail: plain text in the pledge's language if that is English, Spanish or French, else in English. */
final class MailText {

    private MailText() {}

    static Letter.Written of(PledgeMail mail, String reference, PledgeMailWriter.Known pledge, String hub) {
        var language = Messages.preferred(pledge.language());
        var key = "mail." + mail.code();
        Map<String, Object> values = new HashMap<>();
        values.put("reference", reference);
        values.put("title", pledge.title());
        values.put("entity", pledge.entity());
        values.put("endsOn", day(pledge.endsOn(), language));
        values.put("comment", pledge.comment() == null ? "–" : pledge.comment());
        if (mail == PledgeMail.ASSESSED) {
            values.put("verdict", label("verdicts", pledge.verdict(), language));
            values.put("assessedOn", day(pledge.assessedOn(), language));
        }
        values.put("hub", hub);
        var greeting = pledge.name() == null
                ? Messages.text(language, "mail.greeting.nameless", Map.of())
                : Messages.text(language, "mail.greeting", Map.of("name", pledge.name()));
        return new Letter.Written(
                pledge.email(),
                Messages.text(language, key + ".title", values),
                greeting + "\n\n" + Messages.text(language, key, values) + "\n\n"
                        + Messages.text(language, "mail.closing", values) + "\n");
    }

    private static String label(String list, String code, Locale language) {
        return CodeLists.list(list).items().stream()
                .filter(item -> item.code().equals(code))
                .findFirst()
                .orElseThrow()
                .facts()
                .at("/label/" + language.getLanguage())
                .asText();
    }

    /** As it is written in a letter: 31 December 2027. */
    private static String day(String iso, Locale language) {
        // In the order of days the English of the United Nations is the British one.
        var writing = language.equals(Locale.ENGLISH) ? Locale.UK : language;
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(writing)
                .format(LocalDate.parse(iso));
    }
}
