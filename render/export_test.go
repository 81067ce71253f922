package render

// FileName is fileName, for tests.
var FileName = fileName
