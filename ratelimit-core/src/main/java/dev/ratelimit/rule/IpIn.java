package dev.ratelimit.rule;

import dev.ratelimit.http.Cidr;
import dev.ratelimit.http.IpAddress;
import dev.ratelimit.http.RequestFacts;
import java.util.List;

record IpIn(List<Cidr> blocks) implements Condition {

    IpIn {
        blocks = Lists.filled("ip", blocks);
    }

    @Override
    public boolean holds(RequestFacts facts) {
        IpAddress address = facts.clientAddress();
        return address != null && contains(address);
    }

    /** A request from no known address fails; a bare user, who has none to look at, does not. */
    @Override
    public boolean fails(RequestFacts facts) {
        return facts.method() != null && !holds(facts);
    }

    private boolean contains(IpAddress address) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }
}
