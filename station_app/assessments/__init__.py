"""Assessments asked for before anybody is supervised (调查评估): by courts, prisons, police."""
