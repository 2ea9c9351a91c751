package finesselab;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jivesoftware.openfire.auth.AuthProvider;
import org.jivesoftware.openfire.auth.ConnectionException;
import org.jivesoftware.openfire.auth.UnauthorizedException;
import org.jivesoftware.openfire.user.UserAlreadyExistsException;
import org.jivesoftware.openfire.user.UserManager;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.packet.JID;

/**
 * Passwords of Unified CM's end users, asked over AXL (doAuthenticateUser). System properties: axl.url, axl.user,
 * axl.password. Who signs in for the first time gets an account, as Openfire's other services know accounts alone.
 */
public class AxlAuthProvider implements AuthProvider {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern RIGHT = Pattern.compile("<userAuthenticated>\\s*true\\s*</userAuthenticated>");
    private static final String QUESTION =
        "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" "
            + "xmlns:ns=\"http://www.cisco.com/AXL/API/12.5\"><soapenv:Header/><soapenv:Body><ns:doAuthenticateUser>"
            + "<userid>%s</userid><password>%s</password></ns:doAuthenticateUser></soapenv:Body></soapenv:Envelope>";

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    @Override
    public void authenticate(String username, String password) throws UnauthorizedException, ConnectionException {
        String node = username.contains("@") ? username.substring(0, username.indexOf('@')) : username;
        if (!isRight(JID.unescapeNode(node), password)) {
            throw new UnauthorizedException();
        }
        try {
            UserManager users = UserManager.getInstance();
            if (!users.isRegisteredUser(node)) {
                users.createUser(node, UUID.randomUUID().toString(), null, null);
            }
        } catch (UserAlreadyExistsException atTheSameTime) {
            // another connection of the same user made it
        }
    }

    private boolean isRight(String user, String password) throws ConnectionException {
        String credentials = JiveGlobals.getProperty("axl.user") + ":" + JiveGlobals.getProperty("axl.password");
        byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(JiveGlobals.getProperty("axl.url", "https://localhost:8443/axl/")))
                .timeout(TIMEOUT)
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"CUCM:DB ver=12.5 doAuthenticateUser\"")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes))
                .POST(HttpRequest.BodyPublishers.ofString(String.format(QUESTION, escaped(user), escaped(password))))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && RIGHT.matcher(answer.body()).find();
        } catch (IOException unreachable) {
            throw new ConnectionException("AXL does not answer", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ConnectionException("interrupted", stopped);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String getPassword(String username) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setPassword(String username, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean supportsPasswordRetrieval() {
        return false;
    }

    @Override
    public boolean isScramSupported() {
        return false;
    }

    @Override
    public String getSalt(String username) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getIterations(String username) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getServerKey(String username) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getStoredKey(String username) {
        throw new UnsupportedOperationException();
    }
}
