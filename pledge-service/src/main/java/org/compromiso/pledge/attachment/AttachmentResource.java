package org.compromiso.pledge.attachment;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.function.Supplier;
import org.compromiso.platform.files.Download;
import org.compromiso.platform.files.FileLinks;
import org.compromiso.platform.files.FileName;
import org.compromiso.platform.files.FileStore;
import org.compromiso.platform.files.StoredFile;
import org.compromiso.platform.http.IfMatch;
import org.compromiso.platform.identity.Caller;
import org.compromiso.platform.identity.Roles;
import org.compromiso.platform.problem.LargestBody;
import org.compromiso.platform.problem.Problem;
import org.compromiso.pledge.register.PledgeAttachments;
import org.compromiso.pledge.register.PledgeAttachments.Attachment;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The attachment over HTTP: in and out as a stream, and never the whole of it in memory. */
@Path("/api/pledges")
@Tag(name = "Attachment", description = "One file per pledge")
class AttachmentResource {

    /** A public attachment does not change any more; a cache may still learn within minutes that one was wrong. */
    private static final String PUBLIC = "public, max-age=300";

    private static final String PRIVATE = "private, no-store";

    private final PledgeAttachments attachments;
    private final FileStore files;
    private final FileLinks links;
    private final SecurityIdentity identity;

    AttachmentResource(PledgeAttachments attachments, FileStore files, FileLinks links, SecurityIdentity identity) {
        this.attachments = attachments;
        this.files = files;
        this.links = links;
        this.identity = identity;
    }

    @PUT
    @Path("{reference}/attachment")
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @LargestBody(FileStore.LARGEST)
    @Operation(summary = "Attach a file to a draft or a returned pledge", description = """
                    The body is the file's bytes, at most 25 MB (25 × 1,024 × 1,024), with a length or chunked; it takes \
                    the place of the file the pledge has. Taken are txt (UTF-8), rtf, pdf, doc, docx, odt, ppt, pptx, odp, \
                    xls, xlsx, ods without macros and passwords, told by what the file holds: Content-Type is not looked \
                    at. The name comes in Content-Disposition (attachment; filename*=UTF-8''programme.pdf), must fit what \
                    the file holds, and loses any folders; without it the file is called by the pledge's reference. \
                    If-Match is optional and checked when sent, before the file is read and again at the end; the pledge's \
                    version rises. What is refused or breaks off leaves nothing behind.""")
    @Parameter(
            name = HttpHeaders.CONTENT_DISPOSITION,
            in = ParameterIn.HEADER,
            example = "attachment; filename*=UTF-8''programme.pdf",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "201",
            description = "The pledge's first file; ETag is that of the pledge",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoredFile.class)))
    @APIResponse(
            responseCode = "200",
            description = "In the place of the file it had; ETag is that of the pledge",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoredFile.class)))
    @APIResponse(responseCode = "400", description = "Content-Disposition cannot be read; the upload broke off")
    @APIResponse(responseCode = "404", description = "No pledge that is yours")
    @APIResponse(responseCode = "408", description = "Nothing came for a minute")
    @APIResponse(responseCode = "409", description = "not-editable: it is submitted, registered or closed")
    @APIResponse(responseCode = "412", description = "Changed by someone since you read it, or while the file came")
    @APIResponse(responseCode = "413", description = "More than 25 MB")
    @APIResponse(responseCode = "422", description = "Empty, none of the types, with macros, or not what its name says")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Response> put(
            @PathParam("reference") String reference,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_DISPOSITION) String disposition,
            @Context HttpServerRequest request) {
        var caller = caller();
        var name = FileName.of(disposition);
        var expected = IfMatch.of(ifMatch);
        return attachments
                .requireOpen(reference, expected, caller)
                .chain(() -> files.receive(
                        request, name, reference, file -> attachments.put(reference, file, expected, caller)))
                .map(attached -> Response.status(attached.isFirst() ? 201 : 200)
                        .type(MediaType.APPLICATION_JSON)
                        .entity(attached.file())
                        .header(HttpHeaders.ETAG, IfMatch.etag(attached.version()))
                        .build());
    }

    @GET
    @Path("{reference}/attachment")
    @PermitAll
    @Operation(
            summary = "Download a pledge's file",
            description = "As the pledge: public once it is registered; before that for its owner and the secretariat. "
                    + "Always a download: it is never to be shown inside a page.")
    @APIResponse(
            responseCode = "200",
            description = "The file as it was sent; ETag is that of the pledge",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "No pledge that is public or yours, or none with a file")
    public Uni<Response> read(@PathParam("reference") String reference) {
        return unlessJustReplaced(() -> attachments.of(reference, caller()).chain(this::download));
    }

    @DELETE
    @Path("{reference}/attachment")
    @RolesAllowed({Roles.PLEDGER, Roles.SECRETARIAT})
    @Operation(
            summary = "Remove the file of a draft or a returned pledge",
            description = "If-Match (the pledge's ETag) is required.")
    @APIResponse(responseCode = "204", description = "Gone; ETag is that of the pledge")
    @APIResponse(responseCode = "404", description = "No pledge that is yours, or none with a file")
    @APIResponse(responseCode = "409", description = "not-editable: it is submitted, registered or closed")
    @APIResponse(responseCode = "412", description = "Changed by someone since you read it")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public Uni<Response> remove(
            @PathParam("reference") String reference, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return attachments
                .remove(reference, IfMatch.of(ifMatch), caller())
                .map(version -> Response.noContent()
                        .header(HttpHeaders.ETAG, IfMatch.etag(version))
                        .build());
    }

    @GET
    @Path("files/{id}")
    @PermitAll
    @Operation(
            summary = "Download a file by a link",
            description = "For reviewers: review-service shows such links, of ten minutes, to who may open a case. "
                    + "No token is needed.")
    @APIResponse(
            responseCode = "200",
            description = "The file as it was sent",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "403", description = "link-expired: open the case again; link-invalid: none of ours")
    @APIResponse(responseCode = "404", description = "The file is no longer there")
    public Uni<Response> readByLink(
            @PathParam("id") String id,
            @QueryParam("expires") String expires,
            @QueryParam("signature") String signature) {
        var file = uuid(id);
        links.check(file, expires, signature);
        return unlessJustReplaced(() -> attachments
                .file(file)
                .chain(found -> files.content(found)
                        .map(content -> Download.of(found, content)
                                .header(HttpHeaders.CACHE_CONTROL, PRIVATE)
                                .build())));
    }

    private Uni<Response> download(Attachment attachment) {
        return files.content(attachment.file())
                .map(content -> Download.of(attachment.file(), content)
                        .header(HttpHeaders.ETAG, IfMatch.etag(attachment.version()))
                        .header(HttpHeaders.CACHE_CONTROL, attachment.isPublic() ? PUBLIC : PRIVATE)
                        .build());
    }

    /** Between reading the row and opening the file another may have taken its place: then it is read again. */
    private static Uni<Response> unlessJustReplaced(Supplier<Uni<Response>> read) {
        return Uni.createFrom()
                .deferred(() -> read.get())
                .onFailure(NoSuchFileException.class)
                .retry()
                .atMost(1);
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw Problem.notFound();
        }
    }

    private Caller caller() {
        return Caller.of(identity);
    }
}
