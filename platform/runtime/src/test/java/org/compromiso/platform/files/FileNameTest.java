package org.compromiso.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file's name is shown to people and finds nothing. */
class FileNameTest {

    private static final Content PDF = Content.of(DocumentType.PDF);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "attachment; filename=plan.pdf|plan.pdf",
                "attachment; filename=\"my plan.pdf\"|my plan.pdf",
                "attachment;filename=\"a \\\"b\\\".pdf\"|a \"b\".pdf",
                "attachment; filename*=UTF-8''a%C3%B1o.pdf|año.pdf",
                "attachment; filename*=utf-8'es'an%CC%83o.pdf|año.pdf",
                "attachment; filename=\"x.pdf\"; filename*=UTF-8''y.pdf|y.pdf",
                "attachment; filename*=UTF-8''y.pdf; filename=x.pdf;|y.pdf",
                "form-data; name=\"file\"; filename=\"plan.pdf\"|plan.pdf",
                "attachment; FileName=plan.pdf|plan.pdf",
                "attachment; filename=\"../../etc/plan.pdf\"|plan.pdf",
                "attachment; filename*=UTF-8''..%2F..%2Fplan.pdf|plan.pdf",
                "attachment; filename=\"C:\\Users\\ana\\plan.pdf\"|plan.pdf",
                "attachment; filename=\"/plan.pdf\"|plan.pdf",
                "attachment; filename=\" plan.pdf \"|plan.pdf",
            })
    void the_name_is_the_last_part_of_what_the_header_says(String header, String name) {
        assertEquals(name, FileName.of(header).value());
        assertEquals(List.of(), FileName.of(header).findings(PDF));
    }

    @Test
    void a_header_in_utf8_is_read_as_such_and_one_in_latin_1_too() {
        var utf8 = new String(
                "attachment; filename=año.pdf".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertEquals("año.pdf", FileName.of(utf8).value());
        assertEquals("año.pdf", FileName.of("attachment; filename=año.pdf").value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"attachment"})
    void without_a_name_the_file_is_called_by_what_it_belongs_to(String header) {
        assertEquals("P-2026-000001.pdf", FileName.of(header).orElse("P-2026-000001", DocumentType.PDF));
        assertEquals("P-2026-000001.pdf", FileName.of(null).orElse("P-2026-000001", DocumentType.PDF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "; filename=a.pdf",
                "attachment filename=a.pdf",
                "attachment; filename=a b.pdf",
                "attachment; filename=\"a.pdf",
                "attachment; filename*=UTF-8''%C3.pdf",
                "attachment; filename*=UTF-8''%zz.pdf",
                "attachment; filename*=a.pdf",
                "attachment; filename*=utf-16''a.pdf"
            })
    void a_header_that_cannot_be_read_is_400(String header) {
        var problem = assertThrows(Problem.class, () -> FileName.of(header));

        assertEquals(400, problem.status());
        assertEquals("bad-content-disposition", problem.errors().get(0).code());
    }

    @ParameterizedTest
    @CsvSource({
        "%00a.pdf, file-name-character",
        "a%0D%0AX-Evil:1.pdf, file-name-character",
        "invoice%E2%80%AEfdp.pdf, file-name-character",
        "a%E2%80%A8b.pdf, file-name-character",
        ".pdf, file-name-required",
        "..%2F, file-name-required",
        "..%2F.., file-name-required",
        "plan, file-name-type",
        "plan.exe, file-name-type",
        "plan.pdf.exe, file-name-type",
        "plan.docx, file-name-unfit",
        "plan.pdf.txt, file-name-unfit"
    })
    void a_name_that_may_not_be_is_refused_with_a_reason(String name, String code) {
        var findings = FileName.of("attachment; filename*=UTF-8''" + name).findings(PDF);

        assertEquals(List.of(code), findings.stream().map(Finding::code).toList());
        assertEquals("/attachment/name", findings.get(0).pointer());
    }

    @Test
    void a_name_has_at_most_200_characters() {
        assertEquals(
                List.of(),
                FileName.of("attachment; filename=" + "a".repeat(196) + ".pdf").findings(PDF));
        assertEquals(
                "too-long",
                FileName.of("attachment; filename=" + "a".repeat(197) + ".pdf")
                        .findings(PDF)
                        .get(0)
                        .code());
    }

    @Test
    void an_extension_may_be_written_in_capitals() {
        assertEquals(List.of(), FileName.of("attachment; filename=PLAN.PDF").findings(PDF));
    }

    @Property
    void whatever_name_is_accepted_comes_back_in_a_header_of_visible_ascii(@ForAll String name) {
        var disposition = Download.disposition(name);

        assertTrue(disposition.chars().allMatch(c -> c >= 0x20 && c < 0x7F), disposition);
        assertTrue(disposition.startsWith("attachment; filename=\""), disposition);
        assertEquals(2, disposition.chars().filter(c -> c == '"').count());
    }

    @Test
    void a_name_comes_back_whole() {
        assertEquals(
                "attachment; filename=\"a_o _1_.pdf\"; filename*=UTF-8''a%C3%B1o%20%271%27.pdf",
                Download.disposition("año '1'.pdf"));
        assertEquals(
                "año '1'.pdf", FileName.of(Download.disposition("año '1'.pdf")).value());
    }

    @Property
    void no_header_is_too_much_to_read(@ForAll String rest) {
        try {
            FileName.of("attachment; filename=\"" + rest.repeat(20));
        } catch (Problem unreadable) {
            assertEquals(400, unreadable.status());
        }
    }
}
