using System.Runtime.CompilerServices;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>One wording of an actor in the lexicon.</summary>
/// <param name="Actor">Code of the actor.</param>
/// <param name="Form">The wording with its validity.</param>
/// <param name="Common">A common noun (the army, the factions), an actor only while it is valid.</param>
/// <param name="Within">Only where the report speaks of this area.</param>
/// <param name="Metonym">A capital's name, an actor only as a speaker.</param>
/// <param name="Voice">A party's own medium: it speaks for the party and never acts.</param>
internal sealed record ActorWording(Actor Actor, SurfaceForm Form, bool Common = false, string? Within = null, bool Metonym = false, bool Voice = false)
{
    /// <summary>"ISIS", "Ahrar al-Sham", "Islamic State fighters"; "Syrian rebels" are no name.</summary>
    public bool IsName => !Metonym && named;

    private readonly bool named = Form.Text.Split(' ') is var words && (Capital(words[^1]) || (words.Length > 1 && Capital(words[0]) && (Capital(words[1]) || words[0].All(char.IsAsciiLetterUpper))));

    private static bool Capital(string word) => word.Any(char.IsAsciiLetterUpper);
}

/// <summary>Everything the lexicon knows of a wording.</summary>
internal sealed class Meaning
{
    public Sense Senses { get; set; }
    public Hint Hints { get; set; }
    public Tie Ties { get; set; }
    public Form Form { get; set; }
    public bool Definite { get; set; }
    public bool Pronoun { get; set; }
    /// <summary>Written like its own verbal noun.</summary>
    public bool AlsoNoun { get; set; }
    public int Ordinal { get; set; }
    public List<Area> Areas { get; } = [];
    public List<ActorWording> Actors { get; } = [];

    /// <summary>What the words mean in small letters: «is» is not the party «IS».</summary>
    public Meaning Written => written ??= Actors.Exists(InCapitals) ? WithoutCapitals() : this;

    private Meaning? written;

    private static bool InCapitals(ActorWording wording) => wording.Form.Text.All(char.IsAscii) && wording.Form.Text.Any(char.IsAsciiLetterUpper) && !wording.Form.Text.Any(char.IsAsciiLetterLower);

    private Meaning WithoutCapitals()
    {
        var rest = As(Form);
        rest.Actors.RemoveAll(InCapitals);
        return rest;
    }

    // Of two forms written alike the first listed stands.
    public void Add(Sense sense, Hint hint, Tie tie, Wording wording)
    {
        if (Form == Form.Plain) (Form, Definite, Pronoun) = (wording.Form, wording.Definite, wording.Pronoun);
        AlsoNoun |= Form == Form.Perfect && wording is { Form: Form.Noun, Pronoun: false };
        (Senses, Hints, Ties) = (Senses | sense, Hints | hint, Ties | tie);
    }

    public Meaning As(Form form)
    {
        var copy = new Meaning { Senses = Senses, Hints = Hints, Ties = Ties, Form = form, Definite = Definite, Pronoun = Pronoun, Ordinal = Ordinal };
        copy.Areas.AddRange(Areas);
        copy.Actors.AddRange(Actors);
        return copy;
    }

    public void Count(Hint hint, int ordinal) => (Hints, Ordinal) = (Hints | hint, ordinal);

    public void Add(Area area)
    {
        if (!Areas.Contains(area)) Areas.Add(area);
    }
}

/// <summary>A wording in one of its forms, in folded spelling.</summary>
internal readonly record struct Wording(string Words, Form Form, bool Definite = false, bool Pronoun = false);

/// <summary>A tagged stretch of a sentence: a known wording, an unknown word, or a mark.</summary>
internal sealed class Item
{
    public required TokenKind Kind { get; init; }
    public required TextSpan Span { get; init; }
    /// <summary>Its first word.</summary>
    public required WordForm First { get; init; }
    /// <summary>Its last word, the same where it has but one.</summary>
    public required WordForm Last { get; init; }
    /// <summary>Its first word, folded.</summary>
    public string Word => First.Word;
    /// <summary>Its last word, folded.</summary>
    public string Tail => Last.Word;
    /// <summary>Clitics cut off in front: <c>و</c>, <c>ب</c>, <c>ول</c>, …</summary>
    public string Prefix { get; init; } = "";
    public bool Capital { get; init; }
    /// <summary>Begins with «إ».</summary>
    public bool HamzaBelow { get; init; }
    public Meaning Meaning { get; init; } = Nothing;

    public static readonly Meaning Nothing = new();
    public static readonly Item Beyond = new() { Kind = TokenKind.Stop, Span = default, First = WordForm.None, Last = WordForm.None };

    /// <summary>The same words, meaning this and nothing else.</summary>
    public Item Told(Sense sense, Form form, bool pronoun = false) => With(new Meaning { Senses = sense, Form = form, Pronoun = pronoun }, "");

    /// <summary>The same words as a name of an area.</summary>
    public Item Called(Area area, string prefix = "")
    {
        var meaning = new Meaning();
        meaning.Add(area);
        return With(meaning, prefix);
    }

    /// <summary>The same words as a name of a party.</summary>
    public Item Called(List<ActorWording> party)
    {
        var meaning = new Meaning();
        meaning.Actors.AddRange(party);
        return With(meaning, Prefix);
    }

    /// <summary>The same words in another of their forms.</summary>
    public Item As(Form form) => With(Meaning.As(form), Prefix);

    /// <summary>The same words, meaning nothing but a tie.</summary>
    public Item Unknown(Tie tie = Tie.None) => With(tie == Tie.None ? Nothing : new Meaning { Ties = tie }, "");

    private Item With(Meaning meaning, string prefix) => new() { Kind = Kind, Span = Span, First = First, Last = Last, Prefix = prefix, Capital = Capital, Meaning = meaning };

    public Form Form => Meaning.Form;
    public bool Definite => Meaning.Definite;
    public bool Pronoun => Meaning.Pronoun;
    public bool IsArea { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Meaning.Areas.Count > 0; }
    public bool IsActor { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Meaning.Actors.Count > 0; }
    public bool IsWord => Kind == TokenKind.Word && (Meaning == Nothing || Meaning is { Senses: Sense.None, Hints: Hint.Compass or Hint.Latter } or { Ties: not Tie.None, Senses: Sense.None, Hints: Hint.None, Areas.Count: 0, Actors.Count: 0 });
    public bool Finite { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Meaning.Form is Form.Perfect or Form.Imperfect or Form.Future; }
    public bool HasConjunction { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Prefix.Length > 0 && Prefix[0] is 'و' or 'ف'; }
    public bool HasPreposition(char letter) => Prefix.Length > 0 && Prefix[^1] == letter;
    public bool Prepositional => Prefix.Length > 0 && Prefix[^1] is 'ب' or 'ل' or 'ك';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(Sense any) => (Meaning.Senses & any) != 0;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(Hint any) => (Meaning.Hints & any) != 0;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(Tie any) => (Meaning.Ties & any) != 0;

    /// <summary>No wording, and in no list of words: with it begins nothing that a rule reads. A rule that begins with a word of its own needs it in a list.</summary>
    public bool IsPlain => Meaning == Nothing && Kind == TokenKind.Word && First.IsUnlisted && (Last == First || Last.Lists == CueSet.None);

    /// <summary>Whether its first word stands, as it is written, in this list.</summary>
    public bool Says(Cue cue) => First.Lists.Has(cue);

    /// <summary>The same, or without an «and» in front: <c>و</c>, <c>ف</c>.</summary>
    public bool SaysBare(Cue cue) => Says(cue) || First.Bare.Has(cue);

    /// <summary>Whether its first word without the clitics cut from its front stands in this list.</summary>
    public bool SaysCut(Cue cue) => First.Without(Prefix.Length).Has(cue);

    /// <summary>Whether its last word stands in this list.</summary>
    public bool EndsIn(Cue cue) => Last.Lists.Has(cue);
}
