namespace Territory.Intake.Reading;

/// <summary>The lists of single words that a word stands in; of most words none.</summary>
internal sealed class CueSet
{
    private static readonly int Words = Enum.GetValues<Cue>().Length / 64 + 1;
    public static readonly CueSet None = new();
    private readonly ulong[] bits = new ulong[Words];

    public bool Has(Cue cue) => (bits[(int)cue >> 6] & (1ul << (int)cue)) != 0;
    public void Add(Cue cue) => bits[(int)cue >> 6] |= 1ul << (int)cue;
}

/// <summary>Words as they are written, to which no inflection and no clitic is added: what stands in a phrase file under the name of a <see cref="Cue"/>.</summary>
internal sealed class CueTable(IReadOnlyDictionary<string, CueSet> words)
{
    public static readonly CueTable Empty = new(new Dictionary<string, CueSet>());

    public CueSet Of(string word) => words.TryGetValue(word, out var lists) ? lists : CueSet.None;
}
