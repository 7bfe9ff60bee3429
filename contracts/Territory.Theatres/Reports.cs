using Territory.Contracts;

namespace Territory.Theatres;

/// <summary>A source as the register first knows it.</summary>
/// <param name="Name">The name reports give.</param>
/// <param name="Owner">Who owns it: mirrors of one owner count once.</param>
/// <param name="Language">Language it publishes in, <c>ar</c> or <c>en</c>.</param>
/// <param name="Grade">Default grade of its reports; a report may lower it.</param>
/// <param name="Party">The actor that owns it, if one does.</param>
/// <param name="Restricted">Shown as <c>S-xxxx</c> outside the analyst role; the default for persons.</param>
/// <param name="Demonstration">Invented for the demonstration; marked so everywhere.</param>
public sealed record SourceEntry(string Name, string Owner, string Language, Grade Grade, string? Party = null, bool Restricted = false, bool Demonstration = false);

/// <summary>A report invented for the demonstration.</summary>
public sealed record DemonstrationReport(string Id, string Language, string Source, Grade Grade, string PublishedAt, string Title, string Text);
