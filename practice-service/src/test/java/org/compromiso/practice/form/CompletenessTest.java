package org.compromiso.practice.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.compromiso.platform.json.Body;
import org.compromiso.practice.PracticeFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a practice needs to be submitted, as a table of examples. */
class CompletenessTest {

    @Test
    void a_complete_practice_lacks_nothing() {
        assertEquals("", found("{}"));
    }

    @Test
    void the_smallest_draft_hears_of_everything_at_once() {
        var form =
                Body.read(PracticeFixtures.smallestDraft(), PracticeForm.class).valid();

        assertEquals(
                "/language /contact /scope /countries /summary /description /results /innovation /replicability"
                        + " /objectives/primary /startsOn",
                String.join(
                        " ",
                        Completeness.check(form).stream().map(f -> f.pointer()).toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'language':null} | /language required",
                "{'implementer':null} | /implementer required",
                "{'type':null} | /type required",
                "{'summary':'Too short.'} | /summary too-short",
                "{'description':'Too short.'} | /description too-short",
                "{'contact':{'email':null}} | /contact/email required",
                "{'contact':{'name':null}} | /contact/name required",
                "{'contact':null} | /contact required",
                "{'scope':null} | /scope required",
                "{'countries':null} | /countries country-or-region",
                "{'countries':null,'regions':['005']} | ``",
                "{'countries':null,'scope':'international'} | ``",
                "{'locality':null} | /locality required",
                "{'locality':null,'scope':'national'} | ``",
                "{'locality':{'country':null}} | /locality/country required",
                "{'startsOn':null} | /startsOn required",
                "{'objectives':null} | /objectives/primary objective-required",
                "{'objectives':{'primary':[]}} | ``",
                "{'objectives':{'primary':[1,2,3,4]}} | /objectives/primary too-many",
                "{'results':null} | /results required",
                "{'innovation':null} | /innovation required",
                "{'replicability':null} | /replicability required",
                "{'endsOn':'2019-12-31'} | /endsOn ends-before-start",
                "{'startsOn':'2015-01-01','endsOn':'2018-12-10'} | /endsOn not-recent",
                "{'startsOn':'2015-01-01','endsOn':'2018-12-11'} | ``",
                "{'startsOn':'2015-01-01'} | ``",
            })
    void each_thing_that_is_missing_or_contradicts_is_named(String change, String expected) {
        assertEquals(expected, found(change));
    }

    @ParameterizedTest
    @CsvSource({
        "2018-12-11, , ''",
        "2018-12-10, , began-before-adoption",
        "2015-01-01, 2018-12-11, began-before-adoption",
        "2015-01-01, 2018-12-10, ''",
    })
    void a_practice_begun_before_the_compact_and_continued_is_taken_with_a_warning(
            String startsOn, String endsOn, String expected) {
        var change = "{'startsOn':'" + startsOn + "'" + (endsOn == null ? "" : ",'endsOn':'" + endsOn + "'") + "}";

        assertEquals(expected, String.join(" ", Completeness.warnings(form(change))));
    }

    private static String found(String change) {
        return String.join(
                ", ",
                Completeness.check(form(change)).stream()
                        .map(f -> f.pointer() + " " + f.code())
                        .toList());
    }

    private static PracticeForm form(String change) {
        var practice = PracticeFixtures.with(PracticeFixtures.completePractice(), change.replace('\'', '"'));
        return Body.read(practice, PracticeForm.class).valid();
    }
}
