package org.compromiso.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Lets people log in from the OpenAPI console (authorization code with PKCE), beside pasting a token: wherever a token
 * is asked for, the log-in is the other way to come by one. Its address is the issuer's, which browsers can reach, and
 * is known only when the service runs.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ConsoleLogin implements OASFilter {

    private static final String LOGIN = "login";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.token.issuer", String.class);
        document.getComponents()
                .addSecurityScheme(
                        LOGIN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.OAUTH2)
                                .description("Log in at the identity provider; client hub-frontend, no secret")
                                .flows(OASFactory.createOAuthFlows()
                                        .authorizationCode(OASFactory.createOAuthFlow()
                                                .authorizationUrl(issuer + "/protocol/openid-connect/auth")
                                                .tokenUrl(issuer + "/protocol/openid-connect/token")
                                                .scopes(Map.of()))));
    }

    /** Roles are the token's, not something to ask for: the log-in names no scopes. */
    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getSecurity() != null && !operation.getSecurity().isEmpty()) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(LOGIN, List.of()));
        }
        return operation;
    }
}
