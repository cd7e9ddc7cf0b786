package dev.ratelimit.admin;

import dev.ratelimit.rule.Finding;
import dev.ratelimit.rule.RuleLint;
import dev.ratelimit.rule.RuleSet;
import dev.ratelimit.rule.RulesException;
import dev.ratelimit.rule.RulesFile;
import java.io.PrintStream;
import java.util.List;

/** Validates a rules file, for pipelines. */
public final class CheckRules {

    private CheckRules() {}

    /**
     * Reads a file and prints what is wrong with it, or odd about its rules: one line for each.
     *
     * @return 0 for a file with neither, 1 for any other
     */
    public static int run(String file, PrintStream out) {
        try {
            RulesFile read = RulesFile.at(file, CheckRules.class.getClassLoader());
            int rules = read.rules().size();
            List<Finding> findings = RuleLint.findings(RuleSet.of(read.rules()), read.plans());
            String count = rules + (rules == 1 ? " rule" : " rules");
            out.println(file + ": " + count + (findings.isEmpty() ? ", no faults" : ", no faults, but"));
            findings.forEach(finding -> out.println("  " + finding));
            return findings.isEmpty() ? 0 : 1;
        } catch (RulesException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
