using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>What the words before a name have said of it so far: "most of the villages in".</summary>
internal struct NounPhrase(int first)
{
    /// <summary>The item its words begin with.</summary>
    public int First { get; set; } = first;
    /// <summary>The kind of area they speak of: "the town of".</summary>
    public Hint Cue { get; set; }
    /// <summary>"parts of", "villages in", "a district of".</summary>
    public bool Part { get; set; }
    public bool Most { get; set; }
    public bool Centre { get; set; }
    public bool Whole { get; set; }
    /// <summary>A site that stands there rather than the place: "the dam in".</summary>
    public bool Thing { get; set; }
    /// <summary>Some are words that nobody knows: no bare name is governed by them.</summary>
    public bool Strange { get; set; }
    /// <summary>The name among them that nobody knows; below 0 when there is none.</summary>
    public int Stranger { get; set; } = -1;

    public readonly Extent ExtentOf(Area area, bool named) =>
        Most ? Extent.Most
        : Centre && !Whole ? Extent.Centre
        : Part && !Whole || Thing && area.Level != AreaLevel.Site ? Extent.Part
        : Whole ? Extent.Whole
        // A bare name that only a province bears.
        : named && area.Level == AreaLevel.Governorate && Cue != Hint.CueGovernorate ? Extent.Part
        : Extent.Unstated;
}
