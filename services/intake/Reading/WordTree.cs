namespace Territory.Intake.Reading;

/// <summary>Wordings by their words: the longest one that begins somewhere is found in as many steps as it has words.</summary>
internal sealed class WordTree
{
    private readonly Dictionary<string, WordTree> next = new(StringComparer.Ordinal);
    private Meaning? meaning;

    /// <summary>The meaning of a wording, made when it is new.</summary>
    public Meaning At(string[] words)
    {
        var tree = this;
        foreach (var word in words)
        {
            if (!tree.next.TryGetValue(word, out var below)) tree.next[word] = below = new WordTree();
            tree = below;
        }
        return tree.meaning ??= new Meaning();
    }

    public delegate string Fold(ReadOnlySpan<char> word);

    /// <summary>The longest wording that goes on from here, where the token is.</summary>
    public (int Length, Meaning? Meaning) Longest(string folded, List<Token> tokens, int at, int end, Fold? fold = null)
    {
        var (tree, length, found) = ((WordTree?)this, 0, (Meaning?)null);
        for (var i = at; tree is not null; i++)
        {
            if (tree.meaning is not null) (length, found) = (i - at + 1, tree.meaning);
            tree = i + 1 < end && tokens[i + 1].Kind is TokenKind.Word or TokenKind.Number ? tree.Next(fold is null ? tokens[i + 1].In(folded) : fold(tokens[i + 1].In(folded))) : null;
        }
        return (length, found);
    }

    /// <summary>The wordings that go on with a word.</summary>
    public WordTree? Next(ReadOnlySpan<char> word) => next.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var tree) ? tree : null;
}
