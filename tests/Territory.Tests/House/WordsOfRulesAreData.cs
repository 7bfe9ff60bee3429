using System.Text.RegularExpressions;
using Shouldly;
using Territory.Intake.Reading;
using Territory.Tests.Reading;
using Xunit;

namespace Territory.Tests.House;

/// <summary>Whoever adds a synonym touches no code: rules name lists of words, and only particles stand in their conditions.</summary>
public sealed partial class WordsOfRulesAreData
{
    // Closed classes of both languages: articles, pronouns, prepositions, conjunctions, auxiliaries, small numbers, and the adverbs of place and time that are used like them.
    private static readonly HashSet<string> Particles = [.. """
        a above across after again against all along also among an and another are around as at atop back be been before behind being between beyond both but
        by can could despite did do does earlier five for four from had has have having he him however in inside instead into is it its just last later latest
        ll meanwhile might more most near neither no nobody none nor not now of off on once one only or other others our out outside over re same several
        shall should since so some soon still such than that the their them then there these they this though three through throughout to toward towards two
        under unlike until up was we well were what when where which while who whom whose will with within without would yet اثناء الا التي الذي الذين اللتان
        اللتين اللذين الي اليه اليها اما امام ان انه انها انهم او اي بان بانه بانها بدون برغم بعد تحت تكون تلك ثم حتي حول حيث حين خارج خلال داخل دون رغم سوي
        ضمن علي عليه عليها عن عند عندما عنه غير فقد فلم في فيه فيها قبل قد كان كانت كانوا كما لا لدي لم له لها لهم لولا ما مثل مع مما من منذ منه هذا هذه هم هو
        هي والتي والذي واما وان وقد ولا ولم ومن وهم وهو وهي يكون
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public void a_rule_looks_for_particles_only() =>
        SourceFiles.Lines("services/intake/Reading").Where(line => Offends(line.Text)).Select(line => line.ToString())
            .ShouldBeEmpty("put the words into a list of the phrase files and its name into Cue: docs/decisions/0028");

    [Theory]
    [InlineData("ar", "Arabic")]
    [InlineData("en", "English")]
    public void every_list_a_rule_names_has_words_in_its_language(string language, string files)
    {
        var lists = Syria.Theatre.Phrases[language].Where(list => list.Value.Count > 0).Select(list => list.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        NamedIn(files).Where(name => !lists.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void every_list_has_a_rule() => Enum.GetNames<Cue>().Except(NamedIn("")).ShouldBeEmpty();

    [Theory]
    [InlineData("if (s[at].Word is \"despite\" or \"notwithstanding\") return;", true)]
    [InlineData("if (s[at].Tail is not (\"the\" or \"town\")) return;", true)]
    [InlineData("if (s[at] is { IsWord: true, Word: \"crossing\" }) return;", true)]
    [InlineData("if (s[at].Word.TrimStart('و', 'ف') is \"خلت\") return;", true)]
    [InlineData("if (s[at].Word is \"the\" or \"its\" && s[at].Says(Cue.Despite)) return;", false)]
    public void the_law_can_be_broken(string line, bool broken) => Offends(line).ShouldBe(broken);

    private static IEnumerable<string> NamedIn(string files) => SourceFiles.Lines("services/intake/Reading")
        .Where(line => Path.GetFileName(line.File).StartsWith(files, StringComparison.Ordinal)).SelectMany(line => Named().Matches(line.Text)).Select(m => m.Groups["name"].Value).Distinct();

    [GeneratedRegex(@"\bCue\.(?<name>\w+)")]
    private static partial Regex Named();

    private static bool Offends(string line) => Compared().Matches(line).SelectMany(m => m.Groups["word"].Captures).Any(word => word.Value.Length > 0 && char.IsLetter(word.Value[0]) && !Particles.Contains(word.Value));

    [GeneratedRegex("""(Word|Tail)(\.TrimStart\([^)]*\)|\[[^\]]*\])?(:| is) (not )?\(?"(?<word>[^"]*)"(( or | and not )"(?<word>[^"]*)")*""")]
    private static partial Regex Compared();
}
