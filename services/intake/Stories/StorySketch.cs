using System.Collections.Immutable;
using Territory.Intake.Reading;

namespace Territory.Intake.Stories;

/// <summary>
/// What a text is recognised by under another source: its groups of five words, folded as for reading, of which the ones with
/// the smallest hashes are kept. Two texts with as many groups or fewer are compared exactly, longer ones to a few hundredths.
/// </summary>
/// <param name="Groups">How many different groups the text has.</param>
/// <param name="Smallest">The smallest hashes, rising.</param>
public sealed record StorySketch(int Groups, ImmutableArray<long> Smallest)
{
    private const int WordsTogether = 5;
    private const int Kept = 128;
    /// <summary>Fewer groups may be alike by chance: two desks that say one thing in one sentence are two.</summary>
    public const int LeastGroups = 15;
    private const double LeastShared = 0.8;
    private const double LeastOfTheLonger = 0.3;

    public static StorySketch Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Words(NormalizedText.Of(text).Text);
        var hashes = new HashSet<long>();
        for (var first = 0; first + WordsTogether <= words.Count; first++) hashes.Add(Hash(words, first));
        return new(hashes.Count, [.. hashes.Order().Take(Kept)]);
    }

    /// <summary>Whether there is enough of it to be recognised.</summary>
    public bool Tells => Groups >= LeastGroups;

    /// <summary>The same story: most of the shorter text stands in the other, which is no mere collection that quotes it.</summary>
    public bool IsOf(StorySketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Tells || !other.Tells) return false;
        var (shorter, longer) = (Math.Min(Groups, other.Groups), Math.Max(Groups, other.Groups));
        return shorter >= LeastOfTheLonger * longer && Shared(other) >= LeastShared * shorter;
    }

    /// <summary>How many groups both have, as the smallest of both together tell it.</summary>
    private double Shared(StorySketch other)
    {
        var both = Smallest.Union(other.Smallest).Order().Take(Kept).ToHashSet();
        var alike = (double)Smallest.Intersect(other.Smallest).Count(both.Contains) / both.Count;
        return alike * (Groups + other.Groups) / (1 + alike);
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at])) at++;
            if (at > start) words.Add(text[start..at]);
            else at++;
        }
        return words;
    }

    /// <summary>FNV-1a with a final mix, so that the smallest hashes are a fair sample. It is stored: it stays as it is.</summary>
    private static long Hash(List<string> words, int first)
    {
        var hash = 14695981039346656037UL;
        for (var i = first; i < first + WordsTogether; i++)
        {
            foreach (var c in words[i]) hash = (hash ^ c) * 1099511628211UL;
            hash = (hash ^ ' ') * 1099511628211UL;
        }
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return (long)(hash ^ (hash >> 31));
    }
}
