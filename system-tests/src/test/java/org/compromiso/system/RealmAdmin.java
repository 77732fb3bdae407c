package org.compromiso.system;

import static io.restassured.RestAssured.given;

import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Whoever runs Keycloak: gives roles and takes them. */
final class RealmAdmin {

    private static final String KEYCLOAK = Hub.at(RunningSystem.PORTS.keycloak());
    private static final String REALM = KEYCLOAK + "/admin/realms/pledging";

    void takeRole(String client, String role) {
        change(Method.DELETE, client, role);
    }

    void giveRole(String client, String role) {
        change(Method.POST, client, role);
    }

    private void change(Method method, String client, String role) {
        var account = as().queryParam("username", "service-account-" + client)
                .get(REALM + "/users")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("[0].id");
        var representation = as().get(REALM + "/roles/" + role)
                .then()
                .statusCode(200)
                .extract()
                .<Map<String, ?>>path("$");
        as().contentType("application/json")
                .body(List.of(representation))
                .request(method, REALM + "/users/" + account + "/role-mappings/realm")
                .then()
                .statusCode(204);
    }

    private static RequestSpecification as() {
        return given().auth().oauth2(token());
    }

    private static String token() {
        try {
            return given().formParams(Map.of(
                            "grant_type",
                            "password",
                            "client_id",
                            "admin-cli",
                            "username",
                            "admin",
                            "password",
                            RunningSystem.secret("keycloak-admin")))
                    .post(KEYCLOAK + "/realms/master/protocol/openid-connect/token")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("access_token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
