"""python3 -m unittest discover -s Benchmarks -t Benchmarks"""

import os
import sys
import tempfile
import unittest
from pathlib import Path

from comparison import chats, phrases, report, rules
from comparison.required_literals import required_literals

HOME = Path(__file__).resolve().parents[2]
# The job's modules are run by themselves, not as a package.
sys.path.insert(0, str(Path(__file__).parent))


class Material(unittest.TestCase):
    def test_chats_are_the_same_every_time(self):
        self.assertEqual(chats.made(20), chats.made(20))
        self.assertNotEqual(chats.made(20), chats.made(20, seed=1))

    def test_texts_are_single_lines(self):
        chat = {"messages": [{"text": "一\n二\r三"}, {"text": " "}, {"text": None}, {}]}
        self.assertEqual(chats.texts([chat]), ["一 二 三"])

    def test_copies_are_other_conversations(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "chats.jsonl")
            chats.write(chats.made(3), path, copies=2)
            self.assertEqual(len({chat["id"] for chat in chats.read(path)}), 6)

    def test_larger_lists_hold_the_smaller_ones(self):
        lists = phrases.lists(HOME, [100, 10_000])
        self.assertEqual(lists[10_000][:100], lists[100])
        self.assertEqual(len(set(lists[10_000])), 10_000)

    def test_there_are_100_rules(self):
        with tempfile.TemporaryDirectory() as folder:
            rules.write(HOME, folder)
            names = [path.stem for path in Path(folder).rglob("*.yaml")]
        self.assertEqual((len(names), len(set(names))), (100, 100))
        self.assertEqual(sum(name.startswith("made-") for name in names), 60)
        self.assertFalse([name for name in names if name.endswith(".test")])


class Literals(unittest.TestCase):
    def test_what_a_match_must_hold(self):
        cases = {
            "加微信": {"加微信"},
            "(?:保证|肯定).{0,6}退款": {"退款"},
            "(?:保证|绝对).{0,6}到": {"保证", "绝对"},
            "[赔退]款": {"款"},
            r"\d{3,}": None,
            "(?:谢谢)?": None,
            "(?:好的)+": {"好的"},
            "微信|qq|": None,
        }
        for pattern, wanted in cases.items():
            self.assertEqual(required_literals(pattern), wanted, pattern)


class Figures(unittest.TestCase):
    def test_best_against_best_without_start(self):
        figures = report.Figures(1_000_000)
        for whole, start in ((1.5, 0.7), (1.2, 0.2)):
            figures.add("ours", whole, start)
        for whole in (4.0, 3.0):
            figures.add("peer", whole)
        ratio, low, high = figures.ratio("ours", "peer")
        self.assertAlmostEqual(ratio, 3.0)
        self.assertAlmostEqual(low, 3.0)
        self.assertAlmostEqual(high, 4.0 / 1.3)
        self.assertAlmostEqual(figures.speed("ours"), 1.0)

    def test_a_row_does_not_contradict_itself(self):
        self.assertIn("met", report.verdict(3.999, 4))
        self.assertIn("missed", report.verdict(3.98, 4))

    def test_rows_without_figures_are_left_out(self):
        figures = report.Figures(1)
        figures.add("ours", 1)
        self.assertEqual(len(report.speed_table(figures, [("tokens", "ours", "peer", "peer", 1)])), 2)


class Job(unittest.TestCase):
    def setUp(self):
        try:
            import scoring_job
        except ImportError as missing:
            self.skipTest(str(missing))
        self.job = scoring_job

    def test_overlapping_phrases_are_all_found(self):
        automaton = self.job.automaton_of({"加微信": 0, "微信": 1, "信": 2})
        self.assertEqual(sorted(self.job.hits(automaton, "加微信")), [(0, 3, 0), (1, 3, 1), (2, 3, 2)])

    def test_a_hit_may_lie_in_a_word_or_hold_words_but_not_cut_one(self):
        cuts = [0, 2, 4]
        self.assertFalse(self.job.cuts_word(cuts, 0, 2))
        self.assertFalse(self.job.cuts_word(cuts, 0, 1))
        self.assertFalse(self.job.cuts_word(cuts, 0, 4))
        self.assertTrue(self.job.cuts_word(cuts, 1, 3))
        self.assertTrue(self.job.cuts_word(cuts, 1, 4))

    def test_a_rule_reports(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "contact.yaml").write_text(
                "id: contact\ntitle: t\nwhy: w\ncategory: compliance\nseverity: major\nscore: { deduct: 5 }\n"
                "forbid:\n  role: agent\n  keyword: [加微信]\n  unless: [请勿加微信]\n", encoding="utf-8")
            job = self.job.Job(HOME, folder)

        def score(text, role="agent"):
            return job.evaluated({"id": "a", "messages": [{"role": role, "text": text}]})["score"]

        self.assertEqual(score("亲，加微信聊"), 95)
        self.assertEqual(score("亲，请勿加微信"), 100)
        self.assertEqual(score("加微信吗", "customer"), 100)


if __name__ == "__main__":
    unittest.main()
