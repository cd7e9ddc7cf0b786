package dev.ratelimit.admin;

import dev.ratelimit.admin.SettingsResource.Remark;
import dev.ratelimit.node.Node;
import dev.ratelimit.node.Nodes;
import dev.ratelimit.node.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a node finds when it looks at itself, at the servers of Redis and at the other nodes. */
final class SelfCheck {

    private final List<Remark> remarks = new ArrayList<>();

    private SelfCheck() {}

    /**
     * What there is to see.
     *
     * @param self the node itself
     * @param all the nodes, itself included
     * @param servers of Redis, those that answer
     * @param open whether anybody may do everything
     * @param counting whether decisions are counted
     */
    record Seen(Node self, List<Node> all, List<Server> servers, boolean open, boolean counting) {}

    static List<Remark> of(Service service, boolean open) {
        Nodes nodes = service.limiter().observations().nodes();
        boolean counting = service.limiter().observations().analytics().isPresent();
        List<Node> all = nodes.all();
        return of(new Seen(all.get(0), all, nodes.servers(), open, counting));
    }

    static List<Remark> of(Seen seen) {
        SelfCheck check = new SelfCheck();
        check.lookAtStore(seen.self());
        seen.servers().forEach(server -> check.remarks.addAll(ServerCheck.of(server)));
        check.lookAtNodes(seen.all());
        check.lookAtSwitches(seen);
        return check.remarks;
    }

    private void lookAtStore(Node self) {
        if (self.store().equals("memory")) {
            warn(
                    "no-redis",
                    "No Redis is configured: this node counts alone, in its memory. Users, limits and counts are lost when it"
                            + " stops, and no other node sees them.",
                    "Set redisAddr (environment variable RATELIMIT_REDIS_ADDR) to the address of a Redis.");
            return;
        }
        if (self.store().equals("local")) {
            warn(
                    "redis-lost",
                    "Redis does not answer: each rule's on_store_failure decides, and nothing can be changed.",
                    "See whether Redis runs and can be reached from this machine, and what the log of this node says.");
        }
        if (self.keySecret().equals("none")) {
            warn(
                    "no-key-secret",
                    "keySecret is not set: API keys, cookies and sessions reach Redis as plain SHA-256, so that who reads it"
                            + " can try guesses.",
                    "Set keySecret (environment variable RATELIMIT_KEY_SECRET) to the same secret on all nodes, such as the"
                            + " output of: openssl rand -base64 32");
        }
    }

    private void lookAtNodes(List<Node> all) {
        String versions = distinct(all, Node::version);
        if (versions.contains(",")) {
            inform(
                    "mixed-versions",
                    "The nodes run different versions of the library: " + versions + ".",
                    "Bring all of them to one version, once an upgrade that is under way is over.");
        }
        if (distinct(all, Node::keySecret).contains(",")) {
            warn(
                    "mixed-key-secrets",
                    "The nodes hash keys under different secrets, so that each counts the same API key, cookie or session"
                            + " apart.",
                    "Set keySecret to the same secret on all nodes.");
        }
    }

    private static String distinct(List<Node> all, Function<Node, String> what) {
        return all.stream().map(what).distinct().sorted().collect(Collectors.joining(", "));
    }

    private void lookAtSwitches(Seen seen) {
        if (seen.open()) {
            warn(
                    "open-access",
                    "No tokens are set: whoever reaches this service may change everything.",
                    "Set adminToken (environment variable RATELIMIT_ADMIN_TOKEN) before anybody else can reach it.");
        }
        if (!seen.self().mode().equals("enforce")) {
            warn(
                    "not-enforced",
                    "The switch for everything is at " + seen.self().mode() + ": no limit is enforced.",
                    "Set it to enforce (PUT /ratelimit/mode) when that is over.");
        }
        if (!seen.counting()) {
            inform(
                    "no-analytics",
                    "Decisions are not counted: there are no analytics, no reports and no recent denials.",
                    "Leave the setting analytics at true.");
        }
    }

    private void warn(String code, String message, String remedy) {
        remarks.add(new Remark("warning", code, message, remedy));
    }

    private void inform(String code, String message, String remedy) {
        remarks.add(new Remark("info", code, message, remedy));
    }
}
