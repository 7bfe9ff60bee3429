using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace Territory.Tests.Reading;

/// <summary>Our own annotated passages with their traps, and any further set named by TERRITORY_READING_SET.</summary>
public sealed class WrittenPassages
{
    private static string[] OwnSets => Directory.GetFiles(Path.Combine(Path.GetDirectoryName(ThisFile())!, "passages"), "*.jsonl");

    public static TheoryData<string> Sets
    {
        get
        {
            var sets = new TheoryData<string>(OwnSets);
            if (Environment.GetEnvironmentVariable("TERRITORY_READING_SET") is { Length: > 0 } further) sets.Add(further);
            return sets;
        }
    }

    [Theory, MemberData(nameof(Sets))]
    public void are_read_with_few_faults_and_no_false_flip(string file)
    {
        var score = ReadingScore.Of(Syria.Theatre, [file]);
        TestContext.Current.TestOutputHelper?.WriteLine(score.ToString());
        score.FalseFlips.ShouldBe(0, score.ToString());
        score.Changes.Precision.ShouldBeGreaterThanOrEqualTo(0.97, score.ToString());
        score.Changes.Recall.ShouldBeGreaterThanOrEqualTo(0.93, score.ToString());
        score.All.Precision.ShouldBeGreaterThanOrEqualTo(0.9, score.ToString());
        score.All.Recall.ShouldBeGreaterThanOrEqualTo(0.85, score.ToString());
    }

    /// <summary>Annotated before the reader had seen them and harder than the rest: how each batch fared at first is in docs/decisions/0020.</summary>
    [Fact]
    public void written_blind_are_read_with_few_faults()
    {
        var score = ReadingScore.Of(Syria.Theatre, Directory.GetFiles(Path.Combine(Path.GetDirectoryName(ThisFile())!, "passages", "blind"), "*.jsonl").Order());
        TestContext.Current.TestOutputHelper?.WriteLine(score.ToString());
        score.FalseFlips.ShouldBe(0, score.ToString());
        score.Changes.Precision.ShouldBeGreaterThanOrEqualTo(0.93, score.ToString());
        score.Changes.Recall.ShouldBeGreaterThanOrEqualTo(0.8, score.ToString());
        score.All.Precision.ShouldBeGreaterThanOrEqualTo(0.9, score.ToString());
        score.All.Recall.ShouldBeGreaterThanOrEqualTo(0.7, score.ToString());
    }

    [Fact]
    public void are_at_least_a_hundred_and_fifty() => ReadingScore.Of(Syria.Theatre, OwnSets).Passages.ShouldBeGreaterThanOrEqualTo(150);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
