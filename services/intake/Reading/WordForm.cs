namespace Territory.Intake.Reading;

/// <summary>Where wordings begin with a word, some letters of which are clitics.</summary>
internal readonly record struct Opening(WordTree Wordings, string Clitics);

/// <summary>A word as a text writes it, folded, and what a lexicon tells from its letters alone. Made once for all texts.</summary>
internal sealed class WordForm
{
    /// <summary>More letters are seldom cut from the front of a word.</summary>
    private const int MostCut = 2;

    public static readonly WordForm None = new("", [], null, CueTable.Empty);

    private readonly CueTable table;
    private readonly CueSet[] lists = new CueSet[MostCut + 1];

    public WordForm(string word, Opening[] openings, WordTree? spelled, CueTable cues)
    {
        (Word, Openings, Spelled, table) = (word, openings, spelled, cues);
        for (var cut = 0; cut <= MostCut; cut++) lists[cut] = Look(cut);
        IsUnlisted = lists[0] == CueSet.None && Bare == CueSet.None;
    }

    public string Word { get; }

    /// <summary>The wordings that may begin here, those with the fewest clitics first.</summary>
    public Opening[] Openings { get; }

    /// <summary>The names that begin with a word which is spelt like it.</summary>
    public WordTree? Spelled { get; }

    /// <summary>In no list, with an «and» in front or without.</summary>
    public bool IsUnlisted { get; }

    /// <summary>The lists it stands in as it is written.</summary>
    public CueSet Lists => lists[0];

    /// <summary>The lists it stands in without an «and» in front, <c>و</c> or <c>ف</c>; none where there is none.</summary>
    public CueSet Bare => Word is ['و' or 'ف', _, ..] ? lists[1] : CueSet.None;

    /// <summary>The lists it stands in without so many of its first letters.</summary>
    public CueSet Without(int letters) => letters <= MostCut ? lists[letters] : Look(letters);

    private CueSet Look(int cut) => cut < Word.Length ? table.Of(cut == 0 ? Word : Word[cut..]) : CueSet.None;
}
