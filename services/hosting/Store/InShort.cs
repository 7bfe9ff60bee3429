namespace Territory.Hosting.Store;

/// <summary>A kind of event of which somebody needs little: to make text of a whole body is most of what reading a log costs its server.</summary>
/// <param name="Of">The kind as it is recorded.</param>
/// <param name="As">What is read in its place.</param>
/// <param name="Body">Its JSON, as SQL that makes text of the column <c>data</c>; no JSON when something of it is missing.</param>
public sealed record InShort(Type Of, Type As, string Body);
